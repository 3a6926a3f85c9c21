import { TerraformStack } from 'cdktf';
import type { App } from 'cdktf';
import {
  ArtifactBucket,
  AwsProviderFor,
  Channel,
  ContainerImage,
  ExecutionRole,
  ImageRepository,
  Objective,
  Range,
  Target,
  TuneformProvider,
  TuningExperiment,
} from '../../../modules/constructs';

/** The example of the README, compiled and validated so that it stays true. */
export class ChurnStack extends TerraformStack {
  constructor(app: App) {
    super(app, 'churn');
    const target = Target.local();
    new AwsProviderFor(this, 'Aws', { target });
    new TuneformProvider(this, 'Tuneform', { target });
    const bucket = new ArtifactBucket(this, 'Artifacts', { name: 'churn-artifacts' });
    const repository = new ImageRepository(this, 'Images', { name: 'gradient-boosting' });
    new TuningExperiment(this, 'Churn', {
      image: new ContainerImage(this, 'Image', { repository, folder: 'containers/gradient-boosting' }),
      role: new ExecutionRole(this, 'Role', { name: 'churn-execution' }),
      objective: Objective.maximize('validation:accuracy'),
      ranges: { learning_rate: Range.logarithmic(0.01, 0.3), max_leaf_nodes: Range.integer(4, 64) },
      limits: { trainingJobs: 20, parallel: 2 },
      channels: { train: Channel.csv(bucket, 'churn/train') },
      output: bucket,
      instance: { type: 'ml.m5.large' },
      approval: 'automatic', // or leave it out: the plan after the search's end shows the winner before it serves
      endpoint: { instanceType: 'ml.m5.large' },
    });
  }
}
