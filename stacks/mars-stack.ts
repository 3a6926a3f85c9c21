import type { Construct } from 'constructs';
import { Objective, Range, TuningExperiment } from '../modules/constructs';
import { ExampleStack } from './example-stack';
import type { Settings } from './settings';

/** Irises: searches for the best regression splines in R, one range of each kind, and serves them. */
export class MarsStack extends ExampleStack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, 'mars', settings);
    const inside = { degree: 2, thresh: 0.001, prune: 'TRUE' };
    const mars = new TuningExperiment(this, 'Mars', {
      image: this.image,
      role: this.role,
      // Rows that were trained on would reward the largest model.
      objective: Objective.minimize('validation:mse'),
      metrics: { 'train:mse': Objective.minimize('train:mse').regex },
      ranges: {
        degree: Range.integer(1, 3),
        thresh: Range.continuous(0.001, 0.01),
        prune: Range.categorical(['TRUE', 'FALSE']),
      },
      staticHyperParameters: { target: 'Sepal.Length' },
      limits: { trainingJobs: settings.trials, parallel: settings.parallel },
      channels: { train: this.upload('train'), validation: this.upload('validation') },
      output: this.bucket,
      instance: { type: settings.trainingInstance },
      stopping: { maxRuntimeInSeconds: 600 },
      randomSeed: 1,
      smokeRun: { hyperparameters: inside, require: { echo: 'required' } },
      approval: 'automatic',
      wait: settings.wait,
      endpoint: {
        instanceType: settings.endpointInstance,
        smokeRequest: {
          contentType: 'text/csv',
          accept: 'text/csv',
          body: 'Sepal.Width,Petal.Length,Petal.Width,Species\n3.5,1.4,0.2,setosa\n',
          expectPattern: '^[4-8](\\.[0-9]+)?\\s*$',
        },
      },
    });
    this.report(mars);
  }
}
