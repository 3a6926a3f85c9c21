import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One handwritten digit that no training job has seen. */
export interface TestImage {
  readonly digit: number;
  /** 64 values from 0 to 16, row by row. */
  readonly pixels: readonly number[];
}

/** Folder of the prepared data. */
export const dataFolder = (project: string): string => join(project, '.tuneform', 'data', 'digits');

/** The held-out images: `test/test.csv`, the digit first. They are in no channel of the experiment. */
export function readTestImages(project: string): readonly TestImage[] {
  const text = readFileSync(join(dataFolder(project), 'test', 'test.csv'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [digit = NaN, ...pixels] = line.split(',').map(Number);
      return { digit, pixels };
    });
}
