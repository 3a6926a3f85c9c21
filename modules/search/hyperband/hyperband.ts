import type { Objective } from '../../tuning';
import { bracketAt, hyperbandBrackets } from './brackets';
import type { Bracket, ResourceRange } from './brackets';
import { Rungs } from './rungs';

/** What becomes of a trial after one more unit of resource. */
export interface Verdict {
  readonly stops: boolean;
  /** The rung that the trial has just reached. */
  readonly rung?: number;
}

/** Decides which trials of a search go on. Which hyperparameters they try is decided elsewhere. */
export class Hyperband {
  private readonly range: ResourceRange;
  private readonly brackets: readonly Bracket[];
  private readonly rungs: Rungs;

  constructor(range: ResourceRange, objective: Objective['type']) {
    this.range = range;
    this.brackets = hyperbandBrackets(range);
    this.rungs = new Rungs(objective);
  }

  /** Returns what each value of the `position`-th trial, counted from 0, leads to; a value is one unit of resource. */
  judge(position: number): (value: number) => Verdict {
    const rungs = bracketAt(this.brackets, position)?.rungs ?? [];
    let [used, lost] = [0, false];
    return (value) => {
      // It may use more before it ends, but competes no longer.
      if (lost) return { stops: true };
      used += 1;
      // A trial that has used its maximum may end by itself, with its model; only what goes beyond is stopped.
      if (used > this.range.max) return { stops: true };
      if (!rungs.includes(used)) return { stops: false };
      lost = !this.rungs.add(used, value);
      return { stops: lost, rung: used };
    };
  }

  /** Adds what an earlier trial measured at a rung. */
  remember(rung: number, value: number): void {
    this.rungs.add(rung, value);
  }
}
