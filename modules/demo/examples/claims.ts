import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTable } from '../../cli';
import { TuneformError } from '../../kernel';
import type { Outputs } from '../parts/deploy';
import { textOutput } from '../parts/deploy';
import type { World } from '../world';
import { predictionsOf } from './ask-endpoint';
import { dataFolder } from './example';
import type { Example } from './example';
import { readHeldOutPolicies } from './held-out-policies';
import { devianceExplained, riskGroups } from './judge-frequencies';
import { runPreparation } from './prepare-data';

const ROWS = { train: 40_000, test: 10_000 } as const;
const SEEDS = { train: 1, test: 2 } as const;
const GROUPS = 5;

/** A search over one value of a layered configuration, whose other values travel as a document. */
export const claims: Example = {
  name: 'claims',
  about:
    'claim frequency of motor policies, with a layered configuration of which the search varies one value',
  packages: [],
  prepare: async (world, folder) => {
    for (const channel of ['train', 'test'] as const) {
      const program = join(world.project, 'containers', 'claims', 'portfolio.py');
      const size = ['--rows', String(ROWS[channel]), '--seed', String(SEEDS[channel])];
      await runPreparation(world, world.tools.python.command, [program, join(folder, channel), ...size]);
    }
    const [train, test] = [ROWS.train, ROWS.test].map((rows) => rows.toLocaleString('en'));
    world.stage.block(`${train} synthetic motor policies, and ${test} held out from training and search`);
  },
  show: judgeHeldOut,
};

async function judgeHeldOut(world: World, outputs: Outputs): Promise<void> {
  const { stage, project } = world;
  const file = join(project, dataFolder('claims'), 'test', 'policies.csv');
  const policies = readHeldOutPolicies(readFileSync(file, 'utf8'));
  const rows = policies.map(({ row }) => row);
  const frequencies = await predictionsOf(world, textOutput(outputs, 'claims', 'endpoint_name'), { rows });
  const judged = policies.map((policy, index) => ({ ...policy, predicted: frequencies[index] ?? NaN }));
  const table = riskGroups(judged, GROUPS).map(({ predicted, observed, policies: count }, index) => [
    String(index + 1),
    String(count),
    predicted.toFixed(3),
    observed.toFixed(3),
  ]);
  const columns = ['by predicted risk', 'policies', 'predicted', 'observed'].map((title) => ({ title }));
  stage.block(renderTable(columns, table, stage.style));
  const explained = devianceExplained(judged);
  if (explained <= 0) {
    throw new TuneformError(
      `On held-out policies the model explains ${explained.toFixed(4)} of the Poisson deviance, no more than one frequency for all. ` +
        'Search with more training jobs, and deploy again.',
      { code: 'ACCURACY_TOO_LOW', summary: 'Accuracy Too Low' },
    );
  }
  stage.block(
    `${stage.style.good('✔')} of ${String(rows.length)} held-out policies the model explains ${stage.style.strong(`${(100 * explained).toFixed(1)} %`)} of the Poisson deviance; one frequency for all: 0 %`,
  );
}
