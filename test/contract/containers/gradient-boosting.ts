import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackedContainer } from './packed-container';

export { exitOf } from './packed-container';

export class GradientBoosting extends PackedContainer {
  private constructor() {
    super('gradient-boosting');
  }

  static ready(): Promise<GradientBoosting> {
    return new GradientBoosting().prepare();
  }

  /** Writes the handwritten digits as channels; answers the folder that holds them. */
  async digits(): Promise<string> {
    const folder = join(this.directory, 'digits');
    const written = await this.run(join(this.folder, 'digits.py'), { args: [folder] });
    if (written.exitCode !== 0) throw new Error(written.stderr);
    return folder;
  }
}

/** Rows of a channel file: the labels, and the lines without them. */
export function labelled(file: string): { labels: string[]; rows: string[] } {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return {
    labels: lines.map((line) => line.slice(0, line.indexOf(','))),
    rows: lines.map((line) => line.slice(line.indexOf(',') + 1)),
  };
}
