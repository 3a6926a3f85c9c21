import { ownershipTags } from '../../aws';
import type { Tags } from '../../aws';
import { isUnknown, unknown } from '../../plugin';
import { fingerprint, groupBySearch, specOf } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { shownTags } from '../shown-tags';
import { plannedListText, plannedNames } from '../tuning-job-list';
import { actionOf, actionText } from './action-text';
import { recordedAttributes, shownAttributes } from './computed-attributes';
import { earlierJobs, isOpen } from './job-statuses';
import { experimentSchema, SETTINGS } from './schema';
import type { ExperimentStatus } from './state-of';
import { jobsInForce } from './tuning-jobs';
import type {
  ExperimentFinalPlan,
  ExperimentPlan,
  ExperimentState,
  ShownFinalPlan,
  ShownPlan,
  ShownState,
} from './types';

type Recorded = Pick<ExperimentState, keyof typeof recordedAttributes>;

/** Returns a state with all that is known about the experiment. `bytes` are its private ones. */
export function wholeState(shown: ShownState, bytes: Uint8Array | undefined): ExperimentState {
  const { still_running: _derived, ...known } = shown;
  const decided = decidedOf(shown) as DecidedState;
  const names = decided.tuning_job_names;
  const recorded = decode(bytes) ?? rebuilt(known, names);
  return {
    ...known,
    ...decided,
    tuning_job_name: jobsInForce(recorded)[0]?.name ?? groupBySearch(names).at(-1)?.[0] ?? '',
    ...settingsOf(shown),
    ...{ object_id: null },
    ...recorded,
  };
}

type DecidedState = Pick<ExperimentState, 'action' | 'because' | 'tuning_job_names'>;

/** What the shown attributes tell in short. */
function decidedOf({
  action,
  tuning_job_names: names,
}: Pick<ShownPlan | ShownFinalPlan, 'action' | 'tuning_job_names'>) {
  return { ...actionOf(action), tuning_job_names: plannedNames(names) };
}

const undecided = Object.fromEntries(Object.keys(recordedAttributes).map((name) => [name, unknown])) as {
  readonly [K in keyof Recorded]: typeof unknown;
};

/** Returns a plan before anything is decided. */
export function wholePlan(shown: ShownPlan): ExperimentPlan {
  const { still_running: _derived, ...planned } = shown;
  return { ...planned, ...decidedOf(shown), tuning_job_name: unknown, ...settingsOf(shown), ...undecided };
}

/** Returns what is applied. `bytes` are those that planning left. */
export function wholeFinalPlan(planned: ShownFinalPlan, bytes: Uint8Array | undefined): ExperimentFinalPlan {
  const { still_running: _derived, ...decidedLater } = planned;
  const decided = decode(bytes);
  // What is not known yet is not among the bytes.
  const [first] = decided?.generations === undefined ? [] : jobsInForce(decided);
  const chosen = { ...decidedOf(planned), tuning_job_name: first?.name ?? unknown };
  return { ...decidedLater, ...chosen, ...settingsOf(planned), ...undecided, ...decided };
}

/**
 * Returns what Terraform gets of a plan or a state: attributes, and private bytes.
 *
 * @param inputs the attributes that the configuration decides, as Terraform gave them.
 * @param prior the state that a plan changes.
 */
// The caller knows whether it is a plan or a state.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function shownOf<T extends ShownPlan | ShownState>(
  whole: ExperimentPlan | ExperimentState,
  inputs: object,
  {
    configured,
    prior,
  }: { readonly configured: ProviderData | undefined; readonly prior?: ExperimentState | null },
): { readonly shown: T; readonly private: Uint8Array } {
  const special: Readonly<Record<string, unknown>> = {
    action: actionText(whole),
    tuning_job_names: plannedListText(whole.tuning_job_names),
    tags_all: tagsInShort(whole, configured),
    still_running: stillRunning(whole, prior ?? null),
  };
  const of = (name: string): unknown =>
    Object.hasOwn(special, name)
      ? special[name]
      : Object.hasOwn(shownAttributes, name)
        ? whole[name as keyof typeof whole]
        : inputs[name as keyof typeof inputs];
  const shown = Object.keys(experimentSchema.attributes).map((name) => [name, of(name)]);
  return {
    shown: Object.fromEntries(shown) as T,
    private: new TextEncoder().encode(JSON.stringify(recordOf(whole))),
  };
}

/** The settings of an imported state as an author would leave them out. */
export function importedInputs(whole: ExperimentState): ExperimentState {
  const usual = Object.entries(SETTINGS).filter(
    ([name, value]) => whole[name as keyof typeof SETTINGS] === value,
  );
  return { ...whole, ...Object.fromEntries(usual.map(([name]) => [name, null])) };
}

function settingsOf(shown: Pick<ShownPlan | ShownState | ShownFinalPlan, keyof typeof SETTINGS>) {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, usual]) => [name, shown[name as keyof typeof SETTINGS] ?? usual]),
  ) as Pick<ExperimentState, keyof typeof SETTINGS>;
}

/** The tags in short, as far as it is known how they should be. */
function tagsInShort(whole: ExperimentPlan | ExperimentState, configured: ProviderData | undefined) {
  const { tags_all: tags, name, run, fingerprint: print, generation } = whole;
  if (isUnknown(tags)) return unknown;
  const seen = tags as Tags;
  if (configured === undefined || [name, run, print, generation].some(isUnknown)) return shownTags(seen);
  const own = ownershipTags({
    owner: configured.owner,
    experiment: name as string,
    fingerprint: print as string,
    generation: generation as number,
    run: run as number,
  });
  return shownTags(seen, own);
}

/** Where a plan leaves the statuses open, earlier tuning jobs run on, or not, only if some ran before. */
function stillRunning(whole: ExperimentPlan | ExperimentState, prior: ExperimentState | null) {
  if (isUnknown(whole.tuning_job_statuses)) {
    const mayRun = Object.values(prior?.tuning_job_statuses ?? {}).some((status) =>
      isOpen({ status: status as ExperimentStatus }),
    );
    return mayRun ? unknown : null;
  }
  const running = earlierJobs(whole as ExperimentState).filter(isOpen);
  return running.length === 0 ? null : running.map(({ name }) => name);
}

/** What is not known yet is left out. */
function recordOf(whole: ExperimentPlan | ExperimentState): Partial<Recorded> {
  const known = Object.keys(recordedAttributes).flatMap((name) => {
    const value = whole[name as keyof typeof whole];
    return isUnknown(value) ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

/** Of a state, they hold the whole record; of a plan, what is known. */
function decode(bytes: Uint8Array | undefined): Recorded | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  return JSON.parse(new TextDecoder().decode(bytes)) as Recorded;
}

/** What a state without private bytes, for instance one edited by hand, tells about them. */
function rebuilt(shown: Omit<ShownState, 'still_running'>, names: readonly string[]): Recorded {
  const searches = groupBySearch(names);
  const print = fingerprint(specOf(shown));
  const current = searches.at(-1) ?? [];
  return {
    generation: searches.length,
    generations: searches.map((names, at) => ({
      generation: at + 1,
      tuning_jobs: names.map((name, shard) => ({ name, shard: shard === 0 ? null : shard })),
      fingerprint: at === searches.length - 1 ? print : '',
      adjustments: null,
    })),
    object_id: null,
    fingerprint: print,
    tuning_job_arn: null,
    tuning_job_statuses: Object.fromEntries(current.map((name) => [name, shown.status])),
    training_job_status_counters: null,
    tags_all: shown.tags_all ?? {},
  };
}
