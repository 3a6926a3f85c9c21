import { lookForExperiment } from '../../aws';
import type { Experiment } from '../../aws';
import { TuneformError } from '../../kernel';
import { definitionsOf, isTerminal, newestSearch } from '../../tuning';
import type { Contender, Objective, TuningJobStatus } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { servedBy } from './decided-of';
import { findContender } from './find-contender';
import { objectiveOf } from './own-objective';
import type { ChampionState } from './types';

/** SageMaker names the training jobs of a search after its tuning job. */
const TRAINING_JOB = /^(.+)-\d{3,}-[0-9a-z]{8}$/;

/**
 * Rebuilds the state of a champion from the training job that it is: the tuning job follows from its name, and the experiment's other
 * searches from the tags. No service records what was decided on the way, so the next plan judges the newest search if the
 * champion is of an earlier one.
 */
export async function importChampion(
  { session, owner, prices }: ProviderData,
  name: string,
  signal: AbortSignal,
): Promise<ChampionState> {
  const [, tuningJob] = TRAINING_JOB.exec(name) ?? [];
  const experiment =
    tuningJob === undefined
      ? undefined
      : await lookForExperiment(session, { name: tuningJob, owner }, signal);
  if (tuningJob === undefined || experiment === undefined) {
    throw new TuneformError(
      `Region ${session.settings.region} has no tuning job that could have launched training job "${name}". Give the name of the ` +
        'training job that is the champion, not the logical name; `tuneform trials` lists them.',
      { code: 'IMPORT_NOT_FOUND', summary: 'Nothing to Import' },
    );
  }
  if (experiment.owner !== owner) {
    throw notImportable(
      name,
      experiment.owner === undefined
        ? 'its tuning job carries no Tuneform tags'
        : `it belongs to owner "${experiment.owner}", but this provider's owner is "${owner}"`,
    );
  }
  const tuningJobNames = experiment.generations.flatMap(({ jobs }) => jobs.map((job) => job.name));
  const objective = objectiveToName(experiment, tuningJob);
  if (objective === undefined) throw notImportable(name, 'the objective of its tuning job cannot be read');
  const found = await findContender(session, { name, tuningJobNames, objective, prices }, signal);
  if ('why' in found) throw notImportable(name, found.why);
  return stateOf(experiment, { tuningJobNames, objective, champion: found.contender, tuningJob });
}

function stateOf(
  experiment: Experiment,
  {
    tuningJobNames,
    objective,
    champion,
    tuningJob,
  }: {
    readonly tuningJobNames: readonly string[];
    readonly objective: Objective | null;
    readonly champion: Contender;
    readonly tuningJob: string;
  },
): ChampionState {
  const status = experiment.generations.at(-1)?.status ?? 'InProgress';
  const isSettled = newestSearch(tuningJobNames).includes(tuningJob) && isTerminal(status as TuningJobStatus);
  return {
    name: experiment.name,
    tuning_job_names: tuningJobNames,
    objective,
    wait: null,
    gate: null,
    fail_on: null,
    approval: null,
    approved_training_job: null,
    pin: null,
    reject: null,
    // Another search than the champion's is judged by the next plan.
    status: isSettled ? status : 'InProgress',
    verdict: 'promote',
    because: `imported from training job ${champion.training_job_name}`,
    candidate: isSettled ? champion : null,
    current: champion,
    ...servedBy(champion),
    previous_winners: null,
  };
}

/** A champion names an objective only if its search has several; `null`: it has one. */
function objectiveToName({ generations }: Experiment, tuningJob: string): Objective | null | undefined {
  const spec = generations.flatMap(({ jobs }) => jobs).find(({ name }) => name === tuningJob)?.spec;
  if (spec === undefined) return undefined;
  return objectiveOf(tuningJob, spec).objective === undefined
    ? definitionsOf(spec)[0]?.tuning_objective
    : null;
}

const notImportable = (name: string, reason: string): TuneformError =>
  new TuneformError(
    `Training job "${name}" cannot be a champion here: ${reason}. Give a training job of a search that this provider's owner launched, or ` +
      'set the provider’s owner to that of its tags.',
    { code: 'IMPORT_NOT_OURS', summary: 'Champion Cannot Be Imported' },
  );
