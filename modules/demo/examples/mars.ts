import { join } from 'node:path';
import { renderTable } from '../../cli';
import { TuneformError } from '../../kernel';
import type { Outputs } from '../parts/deploy';
import { textOutput } from '../parts/deploy';
import type { World } from '../world';
import { predictionsOf } from './ask-endpoint';
import { dataFolder } from './example';
import type { Example } from './example';
import { readHeldOutRows } from './held-out-rows';
import { runPreparation } from './prepare-data';

const TARGET = 'Sepal.Length';
const SHOWN = 4;

/** Any language can be tuned: R with package mda, served by plumber, from an image that knows nothing of Tuneform. */
export const mars: Example = {
  name: 'mars',
  about: 'regression splines in R, on the 150 irises, by the error on rows that were not trained on',
  packages: [
    { debian: 'r-base-core', check: ['Rscript', '--version'] },
    { debian: 'r-cran-mda', check: ['Rscript', '-e', 'library(mda)'] },
    { debian: 'r-cran-plumber', check: ['Rscript', '-e', 'library(plumber)'] },
  ],
  // The image has fixed paths below /opt, which only a file system of its own can offer.
  runner: 'namespaces',
  prepare: async (world, folder) => {
    await runPreparation(world, 'Rscript', [join(world.project, 'containers', 'mars', 'iris.R'), folder]);
    world.stage.block('150 irises of R’s own datasets: 90 for training, 30 for validation, 30 held out');
  },
  show: predictHeldOut,
};

async function predictHeldOut(world: World, outputs: Outputs): Promise<void> {
  const { stage, project } = world;
  const held = readHeldOutRows(join(project, dataFolder('mars'), 'test', 'iris.csv'), TARGET);
  const predictions = await predictionsOf(world, textOutput(outputs, 'mars', 'endpoint_name'), held);
  const table = held.rows
    .slice(0, SHOWN)
    .map((row, index) => [row, String(held.truth[index]), (predictions[index] ?? NaN).toFixed(2)]);
  const columns = [{ title: held.header }, { title: TARGET }, { title: 'predicted' }];
  stage.block(renderTable(columns, table, stage.style));
  const error = meanSquare(predictions.map((value, index) => value - (held.truth[index] ?? NaN)));
  const average = held.truth.reduce((sum, value) => sum + value, 0) / held.truth.length;
  const spread = meanSquare(held.truth.map((value) => value - average));
  if (error >= spread) {
    throw new TuneformError(
      `The model’s mean squared error on held-out irises is ${error.toFixed(3)}, no better than ${spread.toFixed(3)}, that of their mean. ` +
        'Search with more training jobs, and deploy again.',
      { code: 'ACCURACY_TOO_LOW', summary: 'Accuracy Too Low' },
    );
  }
  const count = String(predictions.length);
  stage.block(
    `${stage.style.good('✔')} mean squared error on ${count} held-out irises: ${stage.style.strong(error.toFixed(3))}; always their mean: ${spread.toFixed(3)}`,
  );
}

const meanSquare = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
