import { Testing } from 'cdktf';
import {
  DataTuneformChampion,
  DataTuneformTrainingJobs,
  Target,
  TerraformOutput,
  TuneformChampion,
  TuneformContainerImage,
  TuneformEndpoint,
  TuneformExperiment,
  TuneformProvider,
} from '../../../modules/constructs';
import { TerraformStack } from 'cdktf';
import { localStack, only, synthesised, scratchApp } from './synthesised';

const experimentIn = (stack: TerraformStack): TuneformExperiment =>
  new TuneformExperiment(stack, 'Experiment', {
    name: 'digits',
    roleArn: 'arn:aws:iam::000000000000:role/execution',
    objective: { type: 'Maximize', metricName: 'validation:accuracy' },
    resourceLimits: { maxNumberOfTrainingJobs: 20, maxParallelTrainingJobs: 2 },
    parameterRanges: {
      continuousParameterRanges: [
        { name: 'learningRate', minValue: 0.01, maxValue: 0.3, scalingType: 'Logarithmic' },
      ],
    },
    staticHyperParameters: { maxIter: '60', 'eval-metric': 'a\\d' },
    algorithmSpecification: {
      trainingImage: '000000000000.dkr.ecr.us-east-1.amazonaws.com/image:1',
      metricDefinitions: [{ name: 'validation:accuracy', regex: 'm=(\\S+)' }],
    },
    inputDataConfig: [
      { channelName: 'train', dataSource: { s3DataSource: { s3Uri: 's3://bucket/train/' } } },
    ],
    outputDataConfig: { s3OutputPath: 's3://bucket/output' },
    resourceConfig: { instanceType: 'ml.m5.large', volumeSizeInGb: 10 },
    stoppingCondition: { maxRuntimeInSeconds: 600 },
    environment: { LogLevel: 'info' },
    tags: { CostCentre: '42' },
  });

describe('the typed bindings', () => {
  it('refer to members of computed objects, and to a list of objects as a whole', () => {
    const stack = localStack();
    const { current } = new DataTuneformChampion(stack, 'Winner', { name: 'digits', owner: 'vision' });
    const best = new DataTuneformTrainingJobs(stack, 'Best', { name: 'digits', limit: 3 });
    new TerraformOutput(stack, 'model', { value: current.modelDataUrl, staticId: true });
    new TerraformOutput(stack, 'trials', { value: best.trainingJobs, staticId: true });
    expect(synthesised(stack)).toMatchObject({
      data: { tuneform_champion: { Winner: { name: 'digits', owner: 'vision' } } },
      output: {
        model: { value: '${data.tuneform_champion.Winner.current.model_data_url}' },
        trials: { value: '${data.tuneform_training_jobs.Best.training_jobs}' },
      },
    });
  });

  it('write attributes in Terraform’s names and leave the users’ own keys alone', () => {
    const stack = localStack();
    experimentIn(stack);
    expect(only(synthesised(stack), 'tuneform_experiment')).toEqual({
      name: 'digits',
      role_arn: 'arn:aws:iam::000000000000:role/execution',
      objective: { type: 'Maximize', metric_name: 'validation:accuracy' },
      resource_limits: { max_number_of_training_jobs: 20, max_parallel_training_jobs: 2 },
      parameter_ranges: {
        continuous_parameter_ranges: [
          { name: 'learningRate', min_value: 0.01, max_value: 0.3, scaling_type: 'Logarithmic' },
        ],
      },
      static_hyper_parameters: { maxIter: '60', 'eval-metric': 'a\\d' },
      algorithm_specification: {
        training_image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/image:1',
        metric_definitions: [{ name: 'validation:accuracy', regex: 'm=(\\S+)' }],
      },
      input_data_config: [
        { channel_name: 'train', data_source: { s3_data_source: { s3_uri: 's3://bucket/train/' } } },
      ],
      output_data_config: { s3_output_path: 's3://bucket/output' },
      resource_config: { instance_type: 'ml.m5.large', volume_size_in_gb: 10 },
      stopping_condition: { max_runtime_in_seconds: 600 },
      environment: { LogLevel: 'info' },
      tags: { CostCentre: '42' },
    });
  });

  it('refer to attributes of each other', () => {
    const stack = localStack();
    const experiment = experimentIn(stack);
    const champion = new TuneformChampion(stack, 'Champion', {
      name: 'digits',
      tuningJobNames: experiment.tuningJobNames,
      objective: { type: 'Maximize', metricName: 'validation:accuracy' },
      lifecycle: { preventDestroy: true },
      dependsOn: [experiment],
    });
    new TuneformEndpoint(stack, 'Endpoint', {
      name: 'digits',
      roleArn: 'arn:aws:iam::000000000000:role/execution',
      modelDataUrl: champion.modelDataUrl,
      image: champion.trainingImage,
      productionVariant: { instanceType: 'ml.m5.large' },
    });
    const configuration = synthesised(stack);
    expect(only(configuration, 'tuneform_champion')).toMatchObject({
      tuning_job_names: '${tuneform_experiment.Experiment.tuning_job_names}',
      lifecycle: { prevent_destroy: true },
      depends_on: ['tuneform_experiment.Experiment'],
    });
    expect(only(configuration, 'tuneform_endpoint')).toMatchObject({
      model_data_url: '${tuneform_champion.Champion.model_data_url}',
      image: '${tuneform_champion.Champion.training_image}',
    });
  });

  it('are imported like any other resource', () => {
    const stack = localStack();
    experimentIn(stack).importFrom('default/digits');
    expect(JSON.parse(Testing.synth(stack))).toMatchObject({
      import: [{ id: 'default/digits', to: 'tuneform_experiment.Experiment' }],
    });
  });

  it.each([TuneformExperiment, TuneformChampion, TuneformEndpoint, TuneformContainerImage])(
    'offer the import of existing ones: %p',
    (binding) => {
      const stack = localStack();
      binding.generateConfigForImport(stack, 'Existing', { importId: 'one' });
      expect(JSON.parse(Testing.synth(stack))).toMatchObject({
        import: [{ id: 'one', to: `${binding.tfResourceType}.Existing` }],
      });
    },
  );

  it('name our provider by its full address and exact version, with the users’ tag keys as they are', () => {
    const stack = new TerraformStack(scratchApp(), 'tagged');
    const target = Target.local({ url: 'http://127.0.0.1:5000/' });
    new TuneformProvider(stack, 'Tuneform', { target, owner: 'team', defaultTags: { CostCentre: '42' } });
    const configuration = synthesised(stack);
    expect(configuration.terraform.required_providers['tuneform']).toEqual({
      source: 'registry.terraform.io/tuneform/tuneform',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    });
    expect(configuration.provider?.['tuneform']).toEqual([
      {
        target: 'local',
        region: 'us-east-1',
        endpoint: 'http://127.0.0.1:5000',
        owner: 'team',
        default_tags: { CostCentre: '42' },
      },
    ]);
  });

  it('become HCL that keeps strings as strings', () => {
    const stack = localStack();
    experimentIn(stack);
    const hcl = Testing.synthHcl(stack);
    expect(hcl).toContain('static_hyper_parameters = {\nmaxIter = "60"\neval-metric = "a\\\\d"\n}');
    expect(hcl).toContain(
      'resource_limits = {\nmax_number_of_training_jobs = 20\nmax_parallel_training_jobs = 2\n}',
    );
  });
});
