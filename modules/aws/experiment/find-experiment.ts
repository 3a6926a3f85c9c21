import { TuneformError } from '../../kernel';
import { tuningJobPrefix } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { listObjects } from '../list-objects';
import { ownershipFromTags } from '../tags/ownership';
import { describeTuningJob } from '../tuning-job/describe-tuning-job';
import type { ObservedTuningJob } from '../tuning-job/tuning-job';
import { generationsOf } from './experiment';
import type { Experiment, NumberedJob } from './experiment';

export interface ExperimentQuestion {
  /** Logical name of the experiment, or the name of any of its tuning jobs. */
  readonly name: string;
  /** Required only if two owners use the same name. */
  readonly owner?: string | undefined;
}

/** Finds an experiment by its logical name or by the name of a tuning job. Rejects with EXPERIMENT_NOT_FOUND. */
export async function findExperiment(
  session: AwsSession,
  question: ExperimentQuestion,
  signal: AbortSignal,
): Promise<Experiment> {
  const found = await lookForExperiment(session, question, signal);
  if (found !== undefined) return found;
  const known = knownNames(await listNames(session, undefined, signal));
  const advice =
    known.length === 0
      ? 'There are no tuning jobs: check that the stack is deployed.'
      : `The names of the existing tuning jobs begin with: ${known.join(', ')}.`;
  throw new TuneformError(`No experiment or tuning job has the name "${question.name}". ${advice}`, {
    code: 'EXPERIMENT_NOT_FOUND',
    summary: 'Experiment Not Found',
  });
}

/** Like {@link findExperiment}, but returns undefined if there is none, for callers that wait for the launch. */
export async function lookForExperiment(
  session: AwsSession,
  question: ExperimentQuestion,
  signal: AbortSignal,
): Promise<Experiment | undefined> {
  const direct = JOB_NAME.test(question.name)
    ? await describeTuningJob(session, question.name, signal)
    : undefined;
  if (direct !== undefined) {
    const ownership = ownershipFromTags(direct.tags);
    if (ownership === undefined) {
      return experimentOf({ name: direct.name, owner: undefined }, [{ generation: 1, job: direct }]);
    }
    const asked = { name: ownership.experiment, owner: ownership.owner };
    return byLogicalName(session, asked, { known: direct, signal });
  }
  return byLogicalName(session, question, { signal });
}

/** The form of a tuning job's name; SageMaker rejects a request with any other name as malformed. */
const JOB_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/;

async function byLogicalName(
  session: AwsSession,
  question: ExperimentQuestion,
  { known, signal }: { readonly known?: ObservedTuningJob; readonly signal: AbortSignal },
): Promise<Experiment | undefined> {
  const owners = new Map<string, NumberedJob[]>();
  const listed = await listNames(session, tuningJobPrefix(question.name), signal);
  // A list may lag behind a launch, but a described job exists even if the list lacks it.
  const names = new Set([...listed, ...(known === undefined ? [] : [known.name])]);
  for (const name of names) {
    const job = name === known?.name ? known : await describeTuningJob(session, name, signal);
    const ownership = job === undefined ? undefined : ownershipFromTags(job.tags);
    if (job === undefined || ownership?.experiment !== question.name) continue;
    if (question.owner !== undefined && ownership.owner !== question.owner) continue;
    owners.set(ownership.owner, [
      ...(owners.get(ownership.owner) ?? []),
      { generation: ownership.generation, job },
    ]);
  }
  if (owners.size > 1) {
    throw new TuneformError(
      `Experiment "${question.name}" exists for ${String(owners.size)} owners: ${[...owners.keys()].sort().join(', ')}. ` +
        'Name the owner as well.',
      { code: 'BAD_USAGE', summary: 'Experiment Name Is Ambiguous' },
    );
  }
  for (const [owner, jobs] of owners) return experimentOf({ name: question.name, owner }, jobs);
  return undefined;
}

function experimentOf(
  who: Pick<Experiment, 'name' | 'owner'>,
  jobs: readonly NumberedJob[],
): Experiment | undefined {
  const [first, ...rest] = generationsOf(jobs);
  return first === undefined ? undefined : { ...who, generations: [first, ...rest] };
}

const SUFFIX_LENGTH = 13;

const knownNames = (names: readonly string[]): readonly string[] =>
  [
    ...new Set(names.map((name) => (name.length > SUFFIX_LENGTH ? name.slice(0, -SUFFIX_LENGTH) : name))),
  ].slice(0, 8);

async function listNames(
  session: AwsSession,
  nameContains: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const filter = { kind: 'tuning job', ...(nameContains !== undefined && { nameContains }) } as const;
  return (await listObjects(session, filter, signal)).map(({ name }) => name);
}
