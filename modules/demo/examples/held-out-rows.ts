import { readFileSync } from 'node:fs';

/** Rows that no training job has seen, and what a model should answer for each. */
export interface HeldOutRows {
  /** Names of the columns that the model gets. */
  readonly header: string;
  /** Without the target. */
  readonly rows: readonly string[];
  readonly truth: readonly number[];
}

/** Reads a CSV file with a header line and plain fields, and takes the column `target` out of it. */
export function readHeldOutRows(file: string, target: string): HeldOutRows {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const [header = [], ...rows] = lines.map((line) => line.split(','));
  const at = header.indexOf(target);
  if (at < 0) throw new Error(`${file} has no column "${target}".`);
  const without = (fields: readonly string[]): string => fields.toSpliced(at, 1).join(',');
  return {
    header: without(header),
    rows: rows.map(without),
    truth: rows.map((fields) => Number(fields[at])),
  };
}
