import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planExperiment } from '../../../modules/provider/experiment/plan-experiment';
import { experimentSchema } from '../../../modules/provider/experiment/schema';
import { stateAfterApply } from '../../../modules/provider/experiment/state-of';
import type {
  ExperimentFinalPlan,
  ExperimentPlan,
  ExperimentState,
} from '../../../modules/provider/experiment/types';
import { fingerprint, specOf, trainingJobDefinition, writtenExperiment } from '../../../modules/tuning';
import type { Attribute, Attributes } from '../../../modules/tuning';
import { configured } from './configurations';
import { filled, leafAt, leavesOf, withLeaf } from './sentinels';
import type { LeafPath } from './sentinels';

/** What each edit of each value of an experiment does. A new attribute needs a row. */
const GOLDEN = JSON.parse(readFileSync(join(__dirname, '../../fixtures/verdicts.json'), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

function attributeAt(path: LeafPath): Attribute | undefined {
  let inner: Attributes = writtenExperiment;
  let found: Attribute | undefined;
  for (const step of path.filter((one) => typeof one === 'string' && one !== 'entry')) {
    found = inner[step];
    inner = found?.attributes ?? {};
  }
  return found;
}

let next = 100;
const all = filled(experimentSchema.attributes, (path, kind) => {
  next += 10;
  const [word] = attributeAt(path)?.words ?? [];
  return word ?? (kind === 'bool' ? true : kind === 'number' ? next : `v${String(next)}`);
}) as unknown as ExperimentPlan;

const LISTED = 'training_job_definitions';
const FLAT = ['objective', 'parameter_ranges', 'channels', ...Object.keys(trainingJobDefinition)];
/** Without them, because they rule out a warm start. */
const OF_OTHER_STARTS = ['warm_start_config', 'autotune'];

/** An experiment with a value at the path, and everything else that can stand beside it. */
function baseFor([root]: LeafPath): ExperimentPlan {
  const left = [...OF_OTHER_STARTS.filter((name) => name !== root), ...(root === LISTED ? FLAT : [LISTED])];
  return { ...all, ...Object.fromEntries(left.map((name) => [name, null])) };
}

/** The ways to edit a leaf. */
function editsOf(path: LeafPath): readonly (readonly [string, ExperimentPlan])[] {
  const base = baseFor(path);
  const value = leafAt(base, path);
  const to = (what: string, leaf: unknown): readonly [string, ExperimentPlan] => [
    what,
    withLeaf(base, path, leaf),
  ];
  const { words } = attributeAt(path) ?? {};
  const holder = path.slice(0, -1);
  const others = leafAt(base, holder) as never;
  if (path.at(-1) === 'entry') {
    return [
      to('changed', 'other'),
      ['added', withLeaf(base, [...holder, 'another'], 'other')],
      ['removed', withLeaf(base, holder, {})],
    ];
  }
  if (path.at(-1) === 0) {
    return [to('changed', 'other'), ['added', withLeaf(base, holder, [...(others as unknown[]), 'other'])]];
  }
  const another = words?.[1];
  const edits = [
    ...(typeof value === 'number' ? [to('raised', value + 1), to('lowered', value - 1)] : []),
    ...(typeof value === 'boolean' ? [to('changed', !value)] : []),
    ...(words !== undefined && another !== undefined ? [to('changed', another)] : []),
    ...(words === undefined && typeof value === 'string' ? [to('changed', 'other')] : []),
    ...(attributeAt(path)?.presence === 'optional' ? [to('removed', null)] : []),
  ];
  // A required word that is the only one goes with the object around it.
  return edits.length > 0 ? edits : [['removed', withLeaf(base, holder, null)]];
}

/** Adding another element to a list of objects. */
function growths(): readonly (readonly [string, LeafPath])[] {
  const lists = paths.flatMap((path) =>
    path.flatMap((step, at) => (step === 0 && at < path.length - 1 ? [path.slice(0, at)] : [])),
  );
  return [...new Map(lists.map((path) => [path.join('.'), path])).entries()];
}

const paths = leavesOf(all).map(([path]) => path);

const ENDED = { completed: 5, in_progress: 0, retryable_error: 0, non_retryable_error: 0, stopped: 0 };

function planFor(planned: ExperimentPlan, prior: ExperimentState | null) {
  const request = { config: planned as never, prior, planned, configured: configured() };
  return planExperiment({ ...request, private: undefined, requiresReplace: [] }).planned;
}

/** The state of a search that has ended. */
const ended = (planned: ExperimentPlan): ExperimentState => ({
  ...stateAfterApply(planFor(planned, null) as ExperimentFinalPlan, [{ status: 'Completed' }]),
  training_job_status_counters: ENDED,
});

const judged: Record<string, Record<string, string>> = {};
const judge = (name: string, base: ExperimentPlan, edits: ReturnType<typeof editsOf>): void => {
  const prior = ended(base);
  judged[name] = Object.fromEntries(
    edits.map(([what, edited]) => {
      const { action, because, fingerprint: print } = planFor(edited, prior);
      // A name and a run are not in the fingerprint, but in the name of the tuning job.
      if (name !== 'name' && name !== 'run') {
        const isKept = print === prior.fingerprint;
        expect([name, what, isKept]).toEqual([name, what, action === 'metadata only']);
      }
      const isCold = String(because).includes('; cold start, because ');
      return [what, isCold ? 'launch (cold start)' : String(action)];
    }),
  );
};

describe('the verdict on an edit', () => {
  it('is what the golden table says, for every value of an experiment', () => {
    for (const path of paths) judge(path.join('.'), baseFor(path), editsOf(path));
    for (const [name, path] of growths()) {
      const base = baseFor(path);
      const [first] = leafAt(base, path) as readonly Readonly<Record<string, unknown>>[];
      const [key = ''] = Object.keys(first ?? {});
      judge(`${name}[]`, base, [['added', withLeaf(base, [...path, 1], { ...first, [key]: 'other' })]]);
    }
    expect(judged).toEqual(GOLDEN);
  });

  it('leaves only what is metadata out of the fingerprint', () => {
    const spec = specOf(baseFor([]));
    const others = { ...spec.resource_limits, max_parallel_training_jobs: 1 };
    expect(fingerprint({ ...spec, resource_limits: others })).toBe(fingerprint(spec));
  });
});
