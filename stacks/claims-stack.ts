import type { Construct } from 'constructs';
import {
  ConfigurationChannel,
  Objective,
  Range,
  TuningExperiment,
  expandSweep,
  resolveConfiguration,
} from '../modules/constructs';
import type { Channel, ExperimentEndpoint } from '../modules/constructs';
import { ExampleStack } from './example-stack';
import type { Settings } from './settings';

const METRICS = ['validation:mse', 'validation:poisson_deviance', 'validation:deviance_explained'];

/** Motor policies: searches for the best size of the trees of a model that a layered configuration describes. */
export class ClaimsStack extends ExampleStack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, 'claims', settings);
    const policies = this.upload('train');
    const { overrides, sweep, endpointInstance } = settings;
    const claims = this.search('claims', overrides, policies, {
      instanceType: endpointInstance,
      smokeRequest: {
        contentType: 'text/csv',
        accept: 'text/csv',
        body: 'C,5,4,52,50,B1,Regular,120,R24\n',
        expectPattern: '^0\\.\\d+\\s*$',
      },
    });
    // One more experiment for each combination, beside the one that is served.
    for (const run of sweep.length === 0 ? [] : expandSweep(sweep, { prefix: 'claims' })) {
      this.search(run.name, [...overrides, ...run.overrides], policies);
    }
    this.report(claims);
  }

  private search(
    name: string,
    overrides: readonly string[],
    policies: Channel,
    endpoint?: ExperimentEndpoint,
  ): TuningExperiment {
    const { project, trials, parallel, trainingInstance, wait } = this.settings;
    const configuration = new ConfigurationChannel(this, `Configuration-${name}`, {
      bucket: this.bucket,
      prefix: `${name}/configuration`,
      configuration: resolveConfiguration({
        folder: 'containers/claims/configuration',
        overrides,
        base: project,
      }),
    });
    return new TuningExperiment(this, `Search-${name}`, {
      name,
      image: this.image,
      role: this.role,
      strategy: 'Random',
      objective: Objective.minimize('validation:mae'),
      // What the objective alone would hide.
      metrics: Object.fromEntries(METRICS.map((metric) => [metric, Objective.minimize(metric).regex])),
      ranges: configuration.ranges({ 'model.max_leaf_nodes': Range.integer(10, 200) }),
      earlyStopping: true,
      tuningJobCompletionCriteria: { targetObjectiveMetricValue: 0.16 },
      limits: { trainingJobs: trials, parallel },
      channels: { train: policies, configuration: configuration.channel },
      output: this.bucket,
      instance: { type: trainingInstance, volumeSizeInGb: 10 },
      stopping: { maxRuntimeInSeconds: 600 },
      randomSeed: 1,
      smokeRun: { hyperparameters: { 'model.max_leaf_nodes': 12 }, require: { echo: 'required' } },
      tags: configuration.tags,
      approval: 'automatic',
      wait,
      ...(endpoint === undefined ? {} : { endpoint }),
    });
  }
}
