import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The results of one search. */
export interface Run {
  /** Regret after each checkpoint. */
  readonly regrets: readonly number[];
  /** Processor time of a suggestion. */
  readonly cpuMs: number;
}

/** Stores results of searches in a file, so that an interrupted comparison can continue. */
export class KeptResults {
  private readonly file: string;
  private readonly runs = new Map<string, Run>();

  constructor(file: string) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const { key, run } = JSON.parse(line) as { key: string; run: Run };
      this.runs.set(key, run);
    }
  }

  /** Returns the stored run of that key, or makes and stores it. */
  async of(key: string, make: () => Promise<Run>): Promise<Run> {
    const kept = this.runs.get(key);
    if (kept !== undefined) return kept;
    const run = await make();
    this.runs.set(key, run);
    appendFileSync(this.file, `${JSON.stringify({ key, run })}\n`);
    return run;
  }
}
