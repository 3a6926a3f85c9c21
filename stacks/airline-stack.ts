import type { Construct } from 'constructs';
import {
  AwsProviderFor,
  Channel,
  DataTuneformInstanceRecommendation,
  Objective,
  Range,
  TuningExperiment,
} from '../modules/constructs';
import { AIRLINE_SIZES, airlineSettings } from './airline-settings';
import type { AirlineSettings } from './airline-settings';
import { ExampleStack } from './example-stack';
import type { Settings } from './settings';

/** The published data has 14 columns. */
const COLUMNS = 14;

/** Longest time of one training job, seconds: about five times the mean of the published ones of ten years, 0.41 and 4.94 hours. */
const MOST_SECONDS = { gpu: 2 * 3600, cpu: 24 * 3600 } as const;
const LOCAL_SECONDS = 600;

/** Waiting for spot capacity is a budget of its own. */
const SPOT_WAIT_SECONDS = 4 * 3600;

/** Which flights arrive late: searches with cross-validation, on CPUs or GPUs, over one, three or ten years. */
export class AirlineStack extends ExampleStack {
  constructor(scope: Construct, settings: Settings, env: Readonly<Record<string, string | undefined>>) {
    const airline = airlineSettings(env);
    const requirements = airline.compute === 'gpu' ? 'requirements-gpu.txt' : 'requirements.txt';
    super(scope, 'airline', settings, { buildArgs: { REQUIREMENTS: requirements } });
    const { size, compute, algorithm, strategy } = airline;
    const { rows, folds, several } = AIRLINE_SIZES[size];
    const recommended = new DataTuneformInstanceRecommendation(this, 'Machines', { rows, columns: COLUMNS });
    const type = compute === 'gpu' ? recommended.gpuInstanceType : recommended.cpuInstanceType;
    const most = settings.target.kind === 'local' ? LOCAL_SECONDS : MOST_SECONDS[compute];
    const rounds = algorithm === 'xgboost' ? 'num_boost_round' : 'n_estimators';
    const experiment = new TuningExperiment(this, 'Airline', {
      image: this.image,
      role: this.role,
      objective: Objective.maximize('final-score'),
      metrics: { 'fold-score': Objective.maximize('fold-score').regex },
      strategy,
      ranges: {
        max_depth: Range.integer(5, 15),
        [rounds]: Range.integer(100, 500),
        max_features: Range.continuous(0.1, 1),
      },
      staticHyperParameters: {
        algorithm,
        compute: `${several ? 'multi' : 'single'}-${compute}`,
        cv_folds: folds,
      },
      limits: { trainingJobs: settings.trials, parallel: settings.parallel },
      channels: { training: this.flights(airline) },
      output: this.bucket,
      instance: { type: env['TUNEFORM_TRAINING_INSTANCE'] ?? type },
      stopping: { maxRuntimeInSeconds: most },
      spot: { maxWaitTimeInSeconds: most + SPOT_WAIT_SECONDS },
      checkpoints: { bucket: this.bucket },
      randomSeed: 1,
      smokeRun: {
        hyperparameters: { max_depth: 8, [rounds]: 100, max_features: 0.5 },
        require: { echo: 'required' },
      },
      approval: 'automatic',
      wait: settings.wait,
      endpoint: { instanceType: settings.endpointInstance, smokeRequest: SMOKE_REQUEST },
    });
    this.output('recommended_instance', type);
    this.report(experiment);
  }

  private flights({ data }: AirlineSettings): Channel {
    if (data === undefined) return this.upload('training');
    const { partition } = AwsProviderFor.of(this);
    const bucket = { bucketName: data.bucket, bucketArn: `arn:${partition}:s3:::${data.bucket}` };
    return Channel.s3(bucket, data.prefix, { contentType: 'application/x-parquet' });
  }
}

/** Two made-up flights, early and two hours late; any working model answers 0 and 1. */
const SMOKE_REQUEST = {
  contentType: 'application/json',
  accept: 'application/json',
  body: JSON.stringify([
    [2019, 2, 5, 3, 1234, 90003, 99004, 99011, 655, -5, 0, 110, 700],
    [2019, 2, 5, 3, 1234, 90003, 99004, 99011, 900, 120, 1, 110, 700],
  ]),
  expectPattern: '"late": 0.*"late": 1',
};
