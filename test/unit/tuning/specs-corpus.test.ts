import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPath } from '../../../modules/kernel';
import type { Diagnostic } from '../../../modules/kernel';
import { draftOf, validateExperiment } from '../../../modules/tuning';

interface Case {
  readonly case: string;
  /** Attributes of `base.json` that this body has otherwise; null: it leaves them out. */
  readonly change: object;
  /** Of a wrong body: `path: Summary`, in any order. */
  readonly errors?: readonly string[];
  /** Of a right body, as `errors`; none without it. */
  readonly warnings?: readonly string[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '../../fixtures/specs', `${name}.json`), 'utf8'));
const base = read('base') as object;
const wrong = read('wrong') as readonly Case[];
const right = read('right') as readonly Case[];

const found = ({ change }: Case) => validateExperiment(draftOf({ ...base, ...change }, () => false));

const placed = (all: readonly Diagnostic[]): string[] =>
  all.map(({ path, summary }) => `${formatPath(path ?? [])}: ${summary}`).sort();

describe('the corpus of experiments', () => {
  it('is large, and names each body once', () => {
    expect(wrong.length).toBeGreaterThanOrEqual(150);
    expect(right.length).toBeGreaterThanOrEqual(60);
    const names = [...wrong.map((one) => `wrong ${one.case}`), ...right.map((one) => `right ${one.case}`)];
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  it.each(wrong.map((one) => [one.case, one] as const))('finds what is wrong: %s', (_name, one) => {
    const errors = found(one).filter(({ severity }) => severity === 'error');
    expect(placed(errors)).toEqual([...(one.errors ?? [])].sort());
    // What was wrong, what is allowed, what to do.
    for (const { detail } of errors) expect(detail).toMatch(/^.{30,}[.?]$/s);
  });

  it.each(right.map((one) => [one.case, one] as const))(
    'finds nothing wrong, and warns where it should: %s',
    (_name, one) => {
      expect(found(one).filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(placed(found(one))).toEqual([...(one.warnings ?? [])].sort());
    },
  );
});
