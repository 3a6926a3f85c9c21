import type { FaultProxy } from '../fault-proxy/fault-proxy';
import type { Values } from '../played-terraform/proposed-state';
import type { FaultBench } from './fault-bench';
import { FAULTS } from './faults';
import type { Stack } from './stack';
import { lives } from './world';
import type { Living } from './world';

/** A storm over the whole life of one resource. */
export interface StormRun {
  readonly bench: FaultBench;
  readonly proxy: FaultProxy;
  readonly stack: Stack;
  /** Of everything that the resource makes. */
  readonly name: string;
  readonly wanted: Values;
  readonly seed: number;
}

/** How likely each request is to meet a fault. */
const CHANCE = 0.3;
/** Number of consecutive commands in the storm, as if the user retries. */
const TRIES = 2;

/** What happens to one request and is over then; a storm that kills or expires leaves no command to go on with. */
const GUSTS = FAULTS.filter(({ fault }) => fault.then === undefined).map(({ fault }) => fault);

/** Makes a resource, and removes it, while faults strike by chance. Returns what broke the rules; nothing if all went well. */
export async function playStorm(run: StormRun): Promise<readonly string[]> {
  const { bench, proxy, stack, name, wanted, seed } = run;
  const violations: string[] = [];
  const hold = (holds: boolean, violation: string): void => {
    if (!holds) violations.push(violation);
  };
  const rage = (round: number): void =>
    proxy.rage({ seed: seed * 100 + round, chance: CHANCE, faults: GUSTS });
  const living = async (): Promise<readonly Living[]> => {
    const { endpoints, jobs } = await bench.world.of(name);
    return [...endpoints, ...jobs].filter(lives);
  };
  /** Checks the rules that hold after every command, whatever its result. */
  const check = async (when: string): Promise<void> => {
    const alive = await living();
    const told = alive.map((one) => `${one.name} ${one.status}`).join(', ');
    hold(alive.length <= 1, `${when}: paid for twice: ${told}`);
    hold(alive.length === 0 || stack.holds(), `${when}: lives and no state knows it: ${told}`);
    hold(alive.length === 0 || !stack.tainted(), `${when}: tainted while it lives: ${told}`);
  };

  const sprungBefore = proxy.sprung;
  for (let round = 1; round <= TRIES; round += 1) {
    rage(round);
    await stack.apply(wanted);
    proxy.heal();
    await check(`apply ${String(round)} in the storm`);
  }
  const [made] = await living();
  const calm = await stack.apply(wanted);
  hold(calm.errors.length === 0, `the apply after the storm fails: ${calm.errors.join(' | ')}`);
  await check('the apply after the storm');
  const [kept] = await living();
  hold(
    made === undefined || made.createdAt === kept?.createdAt,
    'what lived through the storm was made anew',
  );
  const plan = await stack.plan(wanted);
  hold(
    !plan.changes && plan.errors.length === 0,
    `the plan after it is not empty: ${plan.errors.join(' | ')}`,
  );

  rage(TRIES + 1);
  const removed = await stack.destroy();
  proxy.heal();
  await check('destroy in the storm');
  hold(
    removed.errors.length > 0 || (await living()).length === 0,
    'destroy in the storm says success and leaves something',
  );
  hold(proxy.sprung > sprungBefore, 'the storm struck nothing');
  const { errors } = await stack.destroy();
  hold(errors.length === 0, `the last destroy fails: ${errors.join(' | ')}`);
  const left = await bench.world.of(name);
  hold((await living()).length === 0, 'outlives destroy');
  hold(
    left.endpoints.length + left.configurations.length + left.models.length === 0,
    'left over after destroy',
  );
  return violations;
}
