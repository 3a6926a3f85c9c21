import { startRewritingProxy } from '../../support/rewriting-proxy';
import type { RewritingProxy } from '../../support/rewriting-proxy';
import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';

let bench: Bench;
let folder: TerraformFolder;
let proxy: RewritingProxy;
let lagging = true;

onBench((stand) => {
  ({ bench, folder } = stand);
});
beforeEach(async () => {
  proxy = await startRewritingProxy(bench.cloud.url, (operation, answer) => {
    const { TrainingJobSummaries: rows } = answer as { TrainingJobSummaries?: readonly Row[] };
    const asked = operation === 'ListTrainingJobsForHyperParameterTuningJob';
    if (!lagging || !asked || rows === undefined) return answer;
    const best = [...rows].sort((a, b) => valueOf(b) - valueOf(a))[0];
    return { ...answer, TrainingJobSummaries: rows.filter((row) => row !== best) };
  });
});
afterEach(() => proxy.close());

interface Row {
  readonly TrainingJobName: string;
  readonly FinalHyperParameterTuningJobObjectiveMetric?: { readonly Value: number };
}
const valueOf = (row: Row): number => row.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? -Infinity;
const champion = async () => (await folder.state())['tuneform_champion.it'] ?? {};

it('a champion waits for the list of training jobs, through applies, refreshes and plans, and then is the best', async () => {
  folder.write(
    providerBlock(bench).replace(bench.cloud.url, proxy.url) +
      imageBlock(bench) +
      experimentBlock(bench) +
      championBlock('wait = { timeout = "5s" }') +
      endpointBlock(bench),
  );
  const applied = await folder.apply();
  expect(applied).toContain('Training Job List Incomplete');
  expect(applied).toMatch(/it lacks\s+parabola-[a-z0-9-]+,\s+the\s+best\s+by\s+the\s+description/);
  expect(await champion()).toMatchObject({ status: 'InProgress', candidate: null, current: null });
  expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({ status: 'AwaitingChampion' });

  expect(await folder.succeed('refresh', '-no-color')).toContain('TRAINING_JOBS_NOT_LISTED');
  expect(await champion()).toMatchObject({ status: 'InProgress' });
  await folder.expectEmptyPlans();

  lagging = false;
  await folder.apply();
  expect(await champion()).toMatchObject({ status: 'Completed', verdict: 'promote' });
  expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({ status: 'InService' });
  await folder.expectEmptyPlans();
  await folder.destroy();
});
