import type { FaultProxy } from '../fault-proxy/fault-proxy';
import type { Values } from '../played-terraform/proposed-state';
import type { FaultBench } from './fault-bench';
import type { FaultColumn } from './faults';
import type { Scenario } from './scenarios';
import type { CommandOutcome, Stack } from './stack';
import { lives } from './world';
import type { Inventory, Living } from './world';

/** The command after the fault is over. */
export type Sequel = 'apply again' | 'destroy';

/** One cell of the table. */
export interface Cell {
  /** Of everything it makes; nothing else has it. */
  readonly name: string;
  readonly scenario: Scenario;
  readonly column: FaultColumn;
  readonly sequel: Sequel;
}

/** The player and its lane. */
export interface Playground {
  readonly bench: FaultBench;
  readonly proxy: FaultProxy;
  readonly stack: Stack;
}

/** Plays one cell to the end. Returns the broken rules. */
export async function playCell(cell: Cell, ground: Playground): Promise<readonly string[]> {
  const play = new Play(cell, ground);
  await play.perform();
  return play.violations;
}

class Play {
  readonly violations: string[] = [];
  private readonly cell: Cell;
  private readonly ground: Playground;
  private readonly wanted: Values | undefined;
  /** Whether the disturbed command said that it could not tell whether the image may go, and left it. */
  private keepsImage = false;

  constructor(cell: Cell, ground: Playground) {
    this.cell = cell;
    this.ground = ground;
    const { before, command } = cell.scenario;
    const make = command === 'destroy' ? before : command;
    this.wanted = make?.(this.place);
  }

  async perform(): Promise<void> {
    const { scenario, column, sequel } = this.cell;
    const { stack, proxy, bench } = this.ground;
    if (scenario.typeName === 'tuneform_container_image') await bench.world.makeRepository(this.cell.name);
    if (scenario.before !== undefined) {
      const { errors } = await stack.apply(scenario.before(this.place));
      this.hold(
        scenario.unproven === true || errors.length === 0,
        `the apply before the fault fails: ${errors.join(' | ')}`,
      );
    }
    if (scenario.forgets === true) stack.forget();
    const before = await this.inventory();

    proxy.lay({ operation: scenario.operation, fault: column.fault, times: column.times ?? 1 });
    const sprungBefore = proxy.sprung;
    const destroys = scenario.command === 'destroy';
    const disturbed = destroys ? await stack.destroy() : await stack.apply(this.wanted ?? {});
    this.hold(proxy.sprung > sprungBefore, `the fault met no request: ${disturbed.errors.join(' | ')}`);
    proxy.heal();
    this.keepsImage = disturbed.warnings.some((text) => text.includes('IMAGE_KEPT'));
    await this.checkAfterFault(disturbed, before);

    if (sequel === 'apply again' && this.wanted !== undefined) await this.applyAgain(before, disturbed);
    await this.destroy();
  }

  private async checkAfterFault(disturbed: CommandOutcome, before: Inventory): Promise<void> {
    const { stack } = this.ground;
    const { kills = false } = this.cell.column;
    const { forgets = false } = this.cell.scenario;
    const after = await this.inventory();
    const replaced = [...after.endpoints, ...after.jobs].filter(lives);
    // Replacing a tainted training job continues it.
    const living = [...replaced, ...after.trainingJobs.filter(lives)];
    const said = disturbed.errors.join(' | ');
    this.hold(!stack.tainted() || replaced.length === 0, `tainted while it lives (${told(living)}): ${said}`);
    this.hold(
      kills || stack.holds() || forgets || living.length === 0,
      `lives and no state knows it (${told(living)}): ${said === '' ? 'success' : said}`,
    );
    if (this.cell.scenario.command === 'destroy') {
      const gone = disturbed.errors.length === 0;
      this.hold(!gone || living.length === 0, `destroy says success and leaves ${told(living)}`);
      this.hold(!gone || !stack.holds(), 'destroy says success and keeps state');
      this.hold(kills || gone || stack.holds(), 'destroy fails and forgets');
      this.hold(kills || gone || said.includes(this.cell.name), `the error does not name it: ${said}`);
    } else {
      this.checkKept(before, after);
      const adopted = disturbed.warnings.find((text) => /nothing was launched|Adopted Existing/i.test(text));
      this.hold(
        adopted === undefined || after.jobs.length === before.jobs.length,
        `says that nothing was launched, after launching: ${adopted ?? ''}`,
      );
    }
  }

  private async applyAgain(before: Inventory, disturbed: CommandOutcome): Promise<void> {
    const { stack } = this.ground;
    const wanted = this.wanted ?? {};
    const earlier = await this.inventory();
    const { errors } = await stack.apply(wanted);
    this.hold(errors.length === 0, `the next apply fails: ${errors.join(' | ')}`);
    const after = await this.inventory();
    this.checkKept(earlier, after);
    if (this.cell.scenario.command !== 'destroy') this.checkKept(before, after);
    this.hold(!stack.tainted(), 'tainted after the next apply');
    const next = await stack.plan(wanted);
    this.hold(
      !next.changes && next.errors.length === 0,
      `the plan after the next apply is not empty: ${next.errors.join(' | ')}`,
    );
    if (wanted['on_change'] === 'stop_previous') {
      const running = after.jobs.filter(lives);
      this.hold(running.length === 1, `not only the new search runs: ${told(after.jobs)}`);
    }
    if (this.cell.scenario.typeName === 'tuneform_endpoint') {
      this.hold(
        after.endpoints.filter(({ status }) => status === 'InService').length === 1,
        `no endpoint in service after the next apply: ${told(after.endpoints)}`,
      );
      // An object that remains is allowed if a warning reported it.
      const warned = disturbed.warnings.some((text) => text.includes('CONTENT_NOT_SWEPT'));
      this.hold(
        warned || (after.configurations.length === 1 && after.models.length === 1),
        `left over beside the live ones: ${[...after.configurations, ...after.models].join(', ')}`,
      );
    }
  }

  private async destroy(): Promise<void> {
    const { stack, bench } = this.ground;
    const { errors, warnings } = await stack.destroy();
    this.hold(errors.length === 0, `the last destroy fails: ${errors.join(' | ')}`);
    const { endpoints, jobs, trainingJobs, configurations, models } = await this.inventory();
    const living = [...endpoints, ...jobs.filter(lives), ...trainingJobs.filter(lives)];
    this.hold(living.length === 0, `outlives destroy: ${told(living)}`);
    const left = [...configurations, ...models];
    // State knows the content that a killed rollout replaces, not the new one. That costs nothing; an endpoint of the name sweeps it in a day.
    const isUnheardOf =
      this.cell.column.kills === true && this.cell.sequel === 'destroy' && this.wantsAnother();
    this.hold(isUnheardOf || left.length === 0, `left over after destroy: ${left.join(', ')}`);
    this.hold(!stack.holds(), 'in state after destroy');
    // An image whose push was not heard of costs next to nothing, and its repository's lifecycle policy removes it.
    const { typeName, command, forgets, keepsImage } = this.cell.scenario;
    const isHeardOf = this.cell.sequel === 'apply again' || command === 'destroy';
    if (typeName === 'tuneform_container_image' && isHeardOf) {
      const images = await bench.world.images(this.cell.name);
      // The object that state has forgotten may live in another state.
      const isKept =
        this.keepsImage || (forgets === true && warnings.some((text) => text.includes('IMAGE_KEPT')));
      const most = keepsImage === true ? 1 : 0;
      this.hold(isKept || images.length <= most, `images left over after destroy: ${images.join(', ')}`);
    }
  }

  /** No living object was made anew, and every search has one job. */
  private checkKept(before: Inventory, after: Inventory): void {
    for (const earlier of before.endpoints.filter(lives)) {
      const now = after.endpoints.find(({ name }) => name === earlier.name);
      this.hold(now?.createdAt === earlier.createdAt, `endpoint ${earlier.name} lived and was made anew`);
    }
    for (const earlier of [...before.jobs, ...before.trainingJobs]) {
      const now = [...after.jobs, ...after.trainingJobs].find(({ name }) => name === earlier.name);
      this.hold(now?.createdAt === earlier.createdAt, `job ${earlier.name} was paid for again`);
    }
    const { searches = 1, runs = 1 } = this.cell.scenario;
    this.hold(after.jobs.length <= searches, `more jobs than searches: ${told(after.jobs)}`);
    this.hold(after.trainingJobs.length <= runs, `more training jobs than runs: ${told(after.trainingJobs)}`);
  }

  /** Whether the command makes something new beside what was applied before. */
  private wantsAnother(): boolean {
    const { before, command } = this.cell.scenario;
    return before !== undefined && command !== 'destroy';
  }

  private get place() {
    const { bench, proxy } = this.ground;
    return { bench, name: this.cell.name, host: proxy.host };
  }

  private inventory(): Promise<Inventory> {
    return this.ground.bench.world.of(this.cell.name);
  }

  private hold(holds: boolean, violation: string): void {
    if (!holds) this.violations.push(violation);
  }
}

const told = (living: readonly Living[]): string =>
  living.map(({ name, status }) => `${name} ${status}`).join(', ');
