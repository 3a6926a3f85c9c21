import type { Construct } from 'constructs';
import { join } from 'node:path';
import {
  Objective,
  Range,
  TerraformOutput,
  TerraformStack,
  TuneformProvider,
  TuningExperiment,
} from '../modules/constructs';
import type { FoundationStack } from './foundation-stack';
import { keepState } from './keep-state';
import type { Settings } from './settings';
import { smokeRequest } from './smoke-request';

export interface ExperimentStackProps {
  readonly settings: Settings;
  readonly foundation: FoundationStack;
}

/** Handwritten digits: searches for the best gradient boosting model and serves it from an endpoint. */
export class ExperimentStack extends TerraformStack {
  readonly digits: TuningExperiment;

  constructor(scope: Construct, id: string, { settings, foundation }: ExperimentStackProps) {
    super(scope, id);
    keepState(this, settings);
    const { target, owner } = settings;
    new TuneformProvider(this, 'Tuneform', { target, owner, defaultTags: { project: 'tuneform', owner } });

    const smoke = smokeRequest(join(settings.dataset, 'validation'));
    this.digits = new TuningExperiment(this, 'Digits', {
      image: foundation.image,
      role: foundation.role,
      objective: Objective.maximize('validation:accuracy'),
      ranges: {
        learning_rate: Range.logarithmic(0.01, settings.maxLearningRate),
        max_leaf_nodes: Range.integer(4, 64, 'Logarithmic'),
        min_samples_leaf: Range.integer(2, 60, 'Logarithmic'),
        l2_regularization: Range.logarithmic(0.000001, 10),
      },
      staticHyperParameters: { max_iter: 40 },
      limits: { trainingJobs: settings.trials, parallel: settings.parallel },
      channels: { train: foundation.train.channel, validation: foundation.validation.channel },
      output: foundation.bucket,
      instance: { type: settings.trainingInstance },
      stopping: { maxRuntimeInSeconds: 600 },
      randomSeed: 1,
      // One deploy from the data to the endpoint. Leave it out to see each model in a plan before it serves.
      approval: 'automatic',
      wait: settings.wait,
      endpoint: { instanceType: settings.endpointInstance, ...(smoke && { smokeRequest: smoke }) },
    });

    const { digits } = this;
    new TerraformOutput(this, 'tuning_job_name', { value: digits.tuningJobName, staticId: true });
    new TerraformOutput(this, 'cost_ceiling', { value: digits.costCeiling, staticId: true });
    new TerraformOutput(this, 'best_training_job_name', {
      value: digits.bestTrainingJobName,
      staticId: true,
    });
    new TerraformOutput(this, 'best_metric_value', { value: digits.bestMetricValue, staticId: true });
    new TerraformOutput(this, 'model_data_url', { value: digits.modelDataUrl, staticId: true });
    new TerraformOutput(this, 'endpoint_name', { value: digits.endpointName, staticId: true });
  }
}
