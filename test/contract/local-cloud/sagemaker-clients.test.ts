import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { awsPython } from '../../support/python-environment';
import type { AwsPython } from '../../support/python-environment';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import {
  BUCKET,
  PYTHON_SERVE,
  ROLE_ARN,
  SageMakerFixture,
  SHELL_TRAIN,
} from '../../support/sagemaker-fixture';

let running: RunningCloud;
let aws: SageMakerFixture;
let tools: AwsPython;
let image: string;

beforeAll(async () => {
  tools = await awsPython();
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  image = await aws.pushImage('both', { train: SHELL_TRAIN, serve: PYTHON_SERVE });
}, 600_000);

afterAll(async () => {
  aws.dispose();
  await running.remove();
});

const run = async (file: string, ...words: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(file, words, { env: running.environment });
  return stdout.trim();
};

const cli = (...words: string[]): Promise<string> => run(tools.aws, ...words, '--output', 'text');

test('boto3 creates, watches and stops tuning jobs, serves the winner and invokes it', async () => {
  const script = `
import boto3, json, sys, time
request, role, image = json.loads(sys.argv[1]), sys.argv[2], sys.argv[3]
sm, runtime = boto3.client("sagemaker"), boto3.client("sagemaker-runtime")

def settled(name):
    while True:
        job = sm.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
        if job["HyperParameterTuningJobStatus"] not in ("InProgress", "Stopping"): return job
        time.sleep(0.05)

sm.create_hyper_parameter_tuning_job(**request)
try: sm.create_hyper_parameter_tuning_job(**request)
except sm.exceptions.ResourceInUse as error: print(error.response["Error"]["Message"])
job = settled("by-boto3")
best = sm.describe_training_job(TrainingJobName=job["BestTrainingJob"]["TrainingJobName"])
values = [trial["FinalHyperParameterTuningJobObjectiveMetric"]["Value"]
          for page in sm.get_paginator("list_training_jobs_for_hyper_parameter_tuning_job").paginate(HyperParameterTuningJobName="by-boto3", PaginationConfig={"PageSize": 3})
          for trial in page["TrainingJobSummaries"]]
print(job["HyperParameterTuningJobStatus"], len(values), max(values) == best["FinalMetricDataList"][0]["Value"])

sm.create_model(ModelName="m", ExecutionRoleArn=role, PrimaryContainer={"Image": image, "ModelDataUrl": best["ModelArtifacts"]["S3ModelArtifacts"]})
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "v", "ModelName": "m", "InstanceType": "ml.g5.xlarge", "InitialInstanceCount": 1}])
sm.create_endpoint(EndpointName="e", EndpointConfigName="c")
sm.get_waiter("endpoint_in_service").wait(EndpointName="e", WaiterConfig={"Delay": 1, "MaxAttempts": 30})
answer = runtime.invoke_endpoint(EndpointName="e", Body=b"ask", ContentType="text/csv")
print(answer["Body"].read().decode(), answer["ContentType"], answer["InvokedProductionVariant"])
try: runtime.invoke_endpoint(EndpointName="e", Body=b"break", ContentType="text/csv")
except runtime.exceptions.ModelError as error: print("ModelError", error.response["OriginalStatusCode"])

request["HyperParameterTuningJobName"] = "stopped-by-boto3"
request["HyperParameterTuningJobConfig"]["ResourceLimits"] = {"MaxNumberOfTrainingJobs": 500, "MaxParallelTrainingJobs": 1}
sm.create_hyper_parameter_tuning_job(**request)
sm.stop_hyper_parameter_tuning_job(HyperParameterTuningJobName="stopped-by-boto3")
print(settled("stopped-by-boto3")["HyperParameterTuningJobStatus"])
try: sm.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName="nobody")
except sm.exceptions.ResourceNotFound: print("ResourceNotFound")
sm.delete_endpoint(EndpointName="e")
sm.get_waiter("endpoint_deleted").wait(EndpointName="e", WaiterConfig={"Delay": 1, "MaxAttempts": 30})
`;
  const request = JSON.stringify(aws.tuningRequest('by-boto3', image));
  expect((await run(tools.python, '-c', script, request, ROLE_ARN, image)).split('\n')).toEqual([
    'A hyperparameter tuning job with the name, by-boto3, already exists. Choose a different name.',
    'Completed 4 True',
    '|parameters.json|ask text/csv v',
    'ModelError 500',
    'Stopped',
    'ResourceNotFound',
  ]);
});

test('the AWS CLI creates, watches and stops a tuning job and invokes an endpoint', async () => {
  const request = aws.tuningRequest('by-cli', image);
  const created = await cli(
    'sagemaker',
    'create-hyper-parameter-tuning-job',
    '--cli-input-json',
    JSON.stringify(request),
  );
  expect(created).toBe('arn:aws:sagemaker:us-east-1:000000000000:hyper-parameter-tuning-job/by-cli');
  await aws.tuningJobEnd('by-cli');
  const named = ['--hyper-parameter-tuning-job-name', 'by-cli'];
  const query = 'HyperParameterTuningJobStatus';
  expect(await cli('sagemaker', 'describe-hyper-parameter-tuning-job', ...named, '--query', query)).toBe(
    'Completed',
  );
  const trials = ['sagemaker', 'list-training-jobs-for-hyper-parameter-tuning-job', ...named];
  expect(await cli(...trials, '--query', 'length(TrainingJobSummaries)')).toBe('4');
  const best = 'BestTrainingJob.TrainingJobName';
  const winner = await cli('sagemaker', 'describe-hyper-parameter-tuning-job', ...named, '--query', best);

  const long = aws.tuningRequest('stopped-by-cli', image, {
    ResourceLimits: { MaxNumberOfTrainingJobs: 500, MaxParallelTrainingJobs: 1 },
  });
  await cli('sagemaker', 'create-hyper-parameter-tuning-job', '--cli-input-json', JSON.stringify(long));
  await cli(
    'sagemaker',
    'stop-hyper-parameter-tuning-job',
    '--hyper-parameter-tuning-job-name',
    'stopped-by-cli',
  );
  expect((await aws.tuningJobEnd('stopped-by-cli')).HyperParameterTuningJobStatus).toBe('Stopped');

  const container = `Image=${image},ModelDataUrl=s3://${BUCKET}/output/${winner}/output/model.tar.gz`;
  const model = ['--model-name', 'cm', '--execution-role-arn', ROLE_ARN, '--primary-container', container];
  await cli('sagemaker', 'create-model', ...model);
  const variants = 'VariantName=v,ModelName=cm,InstanceType=ml.m5.large,InitialInstanceCount=1';
  await cli(
    'sagemaker',
    'create-endpoint-config',
    '--endpoint-config-name',
    'cc',
    '--production-variants',
    variants,
  );
  await cli('sagemaker', 'create-endpoint', '--endpoint-name', 'ce', '--endpoint-config-name', 'cc');
  await aws.endpointSettled('ce');
  const body = join(running.directory, 'body');
  const answer = join(running.directory, 'answer');
  writeFileSync(body, '4,5');
  const invocation = [
    '--endpoint-name',
    'ce',
    '--body',
    `fileb://${body}`,
    '--content-type',
    'text/csv',
    answer,
  ];
  expect(await cli('sagemaker-runtime', 'invoke-endpoint', ...invocation)).toContain('text/csv');
  expect(readFileSync(answer, 'utf8')).toBe('|parameters.json|4,5');
  await cli('sagemaker', 'delete-endpoint', '--endpoint-name', 'ce');
});
