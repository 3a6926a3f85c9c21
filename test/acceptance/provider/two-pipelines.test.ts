import { copyFileSync } from 'node:fs';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { endpoint } from '../../support/fault-table/scenarios';
import { TerraformStack } from '../../support/fault-table/terraform-stack';
import type { Values } from '../../support/played-terraform/proposed-state';
import { watchEndpoint } from '../../support/two-pipelines/watch-endpoint';

// Two runs of one stack whose state was not locked, with the real Terraform.

const ROUNDS = 3;
const NAME = 'raced';

let bench: FaultBench;
let pipelines: readonly [TerraformStack, TerraformStack];

beforeAll(async () => {
  bench = await startFaultBench();
  const open = (): TerraformStack =>
    new TerraformStack({
      executable: bench.executable,
      providerConfig: bench.providerConfig(bench.cloud.cloud.url),
      typeName: 'tuneform_endpoint',
    });
  pipelines = [open(), open()];
});
afterAll(async () => {
  for (const pipeline of pipelines) pipeline.remove();
  await bench.stop();
});

it('never take from a live endpoint what it serves, and the loser is told', async () => {
  const [left, right] = pipelines;
  const place = { bench, name: NAME, host: '' };
  const greeting = (text: string): Values => endpoint({ environment: { GREETING: text } })(place);
  expect((await left.apply(endpoint()(place))).errors).toEqual([]);
  const watch = watchEndpoint(bench.world, NAME);
  const violations: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    copyFileSync(left.stateFile(), right.stateFile());
    const wishes = [greeting(`a${String(round)}`), greeting(`b${String(round)}`)] as const;
    await Promise.all([left.apply(wishes[0]), right.apply(wishes[1])]);
    const served = await bench.world.serves(NAME);
    const plans = [await left.plan(wishes[0]), await right.plan(wishes[1])];
    const losers = plans.filter(({ changes }) => changes);
    // One of them has what it asked for, and the other is shown what is served in the place of that.
    if (losers.length !== 1) {
      violations.push(`round ${String(round)}: ${String(losers.length)} plans with changes`);
    }
    if (!losers.every(({ errors, output }) => errors.length === 0 && output.includes(`"${served ?? ''}"`))) {
      violations.push(`round ${String(round)}: ${losers.map(({ output }) => output).join('\n')}`);
    }
  }
  const { violations: missed } = await watch.end();
  const { errors } = await left.destroy();
  const { endpoints } = await bench.world.of(NAME);
  expect({ violations, missed, errors, endpoints }).toEqual({
    violations: [],
    missed: [],
    errors: [],
    endpoints: [],
  });
});
