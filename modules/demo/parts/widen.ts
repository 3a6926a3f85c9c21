import { join } from 'node:path';
import { TuneformError } from '../../kernel';
import { markRequests } from '../request-proof';
import type { World } from '../world';
import { STACKS } from '../deployment';
import { showPlan, synthesise } from './plan';
import { proveNothingChanged } from './prove-idempotent';

const WIDER_LEARNING_RATE = '0.5';

// Synthesised elsewhere, so that cdktf.out goes on describing what is deployed.
const OUTPUT = join('.tuneform', 'demo', 'widened');

/** Synthesises the stacks of the wider search, which needs nothing of what is deployed. */
export const synthesiseWiderSearch = (world: World): Promise<void> =>
  synthesise(world, { output: OUTPUT, settings: { TUNEFORM_MAX_LEARNING_RATE: WIDER_LEARNING_RATE } });

/** Plans a wider search and shows what it would launch, why and at what cost, without launching it. */
export async function planWiderSearch(world: World): Promise<void> {
  const { stage } = world;
  const mark = await markRequests(world.directory);
  stage.block(`learning_rate may now go up to ${WIDER_LEARNING_RATE} instead of 0.3`);
  const plan = await showPlan(world, {
    stack: STACKS.experiment,
    name: 'plan-wider',
    output: OUTPUT,
  });
  const says = (pattern: RegExp): boolean => plan.lines.some((line) => pattern.test(line));
  if (!says(/~ action = ".*" -> "extend: .*learning_rate/) || plan.warnings.length === 0) {
    throw new TuneformError(
      `With a learning_rate of up to ${WIDER_LEARNING_RATE}, the plan should extend the search and warn of its cost, but it does not. ` +
        `${world.work}/plan-wider.log shows the plan; please report it.`,
      { code: 'UNEXPECTED_PLAN', summary: 'Unexpected Plan' },
    );
  }
  await proveNothingChanged(world, mark);
}
