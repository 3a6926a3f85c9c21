import { sha256Base32 } from '../kernel';
import { rejectProblems } from './invalid';
import { overrideWith, readOverride } from './override';
import type { Override } from './override';
import { shown } from './value';
import type { Value } from './value';

/** One experiment of a sweep. */
export interface SweepRun {
  /** From the values that vary, such as `max-leaf-nodes-31`; at most 32 characters with the prefix, different for every run. */
  readonly name: string;
  /** One value each. */
  readonly overrides: readonly string[];
}

const MOST_RUNS = 1000;
/** That of a tuning job, and so of an experiment. */
const LONGEST_NAME = 32;

export interface SweepOptions {
  /** What every name begins with, such as the name of what the sweep varies. @default - nothing */
  readonly prefix?: string;
}

/**
 * Returns the experiments of a sweep: every combination of the values that `key=1,2` lists, the first override varying slowest.
 * Overrides without a list are the same in all. Throws INVALID_CONFIGURATION.
 */
export function expandSweep(
  overrides: readonly string[],
  { prefix }: SweepOptions = {},
): readonly SweepRun[] {
  const problems: string[] = [];
  const read = overrides.flatMap((text) => readOverride(text, problems) ?? []);
  problems.push(...read.flatMap(repeated));
  const count = read.reduce((product, { values }) => product * Math.max(1, values.length), 1);
  if (count > MOST_RUNS) {
    problems.push(
      `The sweep has ${count} experiments; at most ${MOST_RUNS} are allowed. Search the values instead.`,
    );
  }
  rejectProblems(problems);
  const combinations = read.reduce<readonly (readonly Chosen[])[]>(
    (runs, override) =>
      runs.flatMap((run) =>
        (override.values.length === 0 ? [undefined] : override.values).map((value) => [
          ...run,
          { override, value },
        ]),
      ),
    [[]],
  );
  const names = combinations.map((run) => [...(prefix === undefined ? [] : [prefix]), nameOf(run)].join('-'));
  return combinations.map((run, index) => {
    const texts = run.map(({ override, value }) =>
      value === undefined ? override.text : overrideWith(override, value),
    );
    const name = names[index] ?? '';
    const unique = name.length <= LONGEST_NAME && names.indexOf(name) === names.lastIndexOf(name);
    return { name: unique ? name : shortened(name, texts), overrides: texts };
  });
}

interface Chosen {
  readonly override: Override;
  readonly value: Value | undefined;
}

/** Names are for people and for logical names, so only what varies is in them. */
function nameOf(run: readonly Chosen[]): string {
  const varying = run.filter(({ override }) => override.values.length > 1);
  const text = varying.map(
    ({ override, value }) => `${override.key.split(/[./]/).at(-1) ?? ''}-${shown(value ?? null)}`,
  );
  const plain = text
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? 'only' : plain;
}

function shortened(name: string, overrides: readonly string[]): string {
  const suffix = sha256Base32(overrides.join('\n'), 6);
  return `${name.slice(0, LONGEST_NAME - suffix.length - 1).replace(/-$/, '')}-${suffix}`;
}

function repeated({ text, values }: Override): readonly string[] {
  const texts = values.map((value) => JSON.stringify(value));
  return new Set(texts).size < texts.length
    ? [`'${text}' lists a value twice: the experiments would be the same.`]
    : [];
}
