import type { Objective } from '../experiment/spec';
import type { Contender } from './contender';
import { tuningJobOf } from './lineage';
import { passGate } from './pass-gate';
import type { Gate, GateContender } from './pass-gate';
import type { SearchSight } from './search-sight';

/** What makes a candidate that passed the gate the champion. */
export type Approval = 'planned' | 'automatic' | 'manual';

/** What the configuration says about the choice. */
export interface ChampionControl {
  readonly gate: Gate;
  readonly approval: Approval;
  readonly approvedTrainingJob: string | null;
  /** The training job that serves whatever the gate says. */
  readonly pin: Contender | null;
  /** Names of training jobs, or of tuning jobs for all of theirs, that never serve. */
  readonly reject: readonly string[];
}

/** The state before the choice. */
export interface Standing {
  readonly candidate: Contender | null;
  readonly current: Contender | null;
  /** Earlier champions, newest first. */
  readonly previous: readonly Contender[];
}

export interface Choice {
  readonly status: 'InProgress' | 'Completed' | 'Stopped' | 'Failed' | 'NoWinner' | 'Missing';
  readonly verdict: 'promote' | 'keep' | 'no winner' | 'wait' | 'await approval' | 'pinned';
  /** One sentence without a full stop. */
  readonly because: string;
  readonly candidate: Contender | null;
  readonly current: Contender | null;
  /** True if the candidate was the champion before, so that there is nothing to tell. */
  readonly isStanding?: boolean;
}

/**
 *  * Chooses the champion. Pure: the same answer in a plan, in Terraform's second plan and in an apply.
 *
 * A pin decides alone; then a rejected champion gives way to the one before it; then the gate judges the candidate; then, if
 * approval is manual, only the approved training job is promoted.
 *
 * @param search the newest search; `undefined` until it has ended
 * @param waitsFor the reason to give until then
 */
export function chooseChampion(
  control: ChampionControl,
  standing: Standing,
  search: SearchSight | undefined,
  waitsFor: string,
): Choice {
  const chosen =
    search === undefined ? waiting(control, standing, waitsFor) : judged(control, standing, search);
  const { pin } = control;
  if (pin === null) return chosen;
  return {
    ...chosen,
    verdict: 'pinned',
    because: `pin names ${pin.training_job_name}; ${chosen.because}`,
    current: pin,
  };
}

/** Returns whether the names reject a training job, by its own name or by that of its tuning job. */
export function isRejected(
  { training_job_name: name }: Pick<Contender, 'training_job_name'>,
  reject: readonly string[],
): boolean {
  return reject.includes(name) || tuningJobOf(name, reject) !== undefined;
}

function waiting(control: ChampionControl, standing: Standing, because: string): Choice {
  const { current, note } = incumbentOf(control, standing, undefined);
  return {
    status: 'InProgress',
    verdict: 'wait',
    because: because + note,
    candidate: standing.candidate,
    current,
  };
}

function judged(control: ChampionControl, standing: Standing, search: SearchSight): Choice {
  const { reject, gate } = control;
  const { objective } = search;
  const candidate = search.contenders.find((one) => !isRejected(one, reject)) ?? null;
  const { current, note } = incumbentOf(control, standing, search);
  const status = statusOf(search, candidate);
  if (search.absence !== null || candidate === null || objective === undefined) {
    const because = search.absence ?? 'every training job that qualifies is rejected';
    return { status, verdict: 'no winner', because: because + note, candidate, current };
  }
  const verdict = passGate({ candidate: inGate(candidate), current: inGate(current), objective, gate });
  const because = verdict.because + sourceOf(search, candidate) + note;
  if (current?.training_job_name === candidate.training_job_name) {
    return { status, ...judgedAgain(candidate, { gate, objective }), candidate, current };
  }
  if (verdict.verdict !== 'promote') return { status, verdict: verdict.verdict, because, candidate, current };
  const { training_job_name: name } = candidate;
  if (control.approval === 'manual' && control.approvedTrainingJob !== name) {
    const how = `; set approved_training_job to "${name}" to promote it`;
    return { status, verdict: 'await approval', because: because + how, candidate, current };
  }
  return { status, verdict: 'promote', because, candidate, current: candidate };
}

interface Judging {
  readonly gate: Gate;
  readonly objective: Objective;
}

/** Says of a champion what the gate would say of it now. */
function judgedAgain(
  champion: Contender,
  { objective, gate }: Judging,
): Pick<Choice, 'verdict' | 'because' | 'isStanding'> {
  const { training_job_name: name } = champion;
  const first = passGate({ candidate: inGate(champion), current: undefined, objective, gate });
  if (first.verdict === 'promote') {
    const shown = `${name} is already the champion`;
    return { verdict: 'keep', because: shown, isStanding: true };
  }
  return { verdict: 'keep', because: `${first.because}; a gate withdraws no champion, so ${name} stays` };
}

/** Returns the champion that a candidate must beat. A rejected one gives way to the newest earlier champion that is not. */
function incumbentOf(
  control: ChampionControl,
  { current, previous }: Standing,
  search: SearchSight | undefined,
): { readonly current: Contender | null; readonly note: string } {
  const { reject } = control;
  const isLeft = (one: Contender): boolean => !isRejected(one, reject);
  if (current !== null && isLeft(current)) return { current, note: '' };
  if (current !== null) {
    const before = previous.find(isLeft) ?? null;
    const then =
      before === null
        ? 'there is no earlier champion'
        : `the champion before it is ${before.training_job_name}`;
    return { current: before, note: `; ${current.training_job_name} is rejected, and ${then}` };
  }
  const may = (one: Contender): boolean =>
    control.approval !== 'manual' || one.training_job_name === control.approvedTrainingJob;
  const { objective, earlier } = search ?? { earlier: [] };
  const others = earlier.filter((one) => isLeft(one) && may(one));
  const leader = objective === undefined ? null : leaderOf(others, { gate: control.gate, objective });
  return { current: leader, note: '' };
}

/** Lets the searches before a champion's first choice compete, oldest first. */
function leaderOf(earlier: readonly Contender[], { objective, gate }: Judging): Contender | null {
  return earlier.reduce<Contender | null>((leader, one) => {
    const { verdict } = passGate({ candidate: inGate(one), current: inGate(leader), objective, gate });
    return verdict === 'promote' ? one : leader;
  }, null);
}

/** Says which of several tuning jobs launched the candidate. */
function sourceOf({ tuning_job_names: names }: SearchSight, candidate: Contender): string {
  const source = tuningJobOf(candidate.training_job_name, names);
  return names.length === 1 || source === undefined
    ? ''
    : `; the best of ${String(names.length)} tuning jobs is in ${source}`;
}

function inGate(one: Contender | null): GateContender | undefined {
  if (one === null) return undefined;
  return {
    trainingJobName: one.training_job_name,
    objectiveValue: one.metric_value,
    metricName: one.metric_name,
    dataFingerprint: one.data_fingerprint ?? undefined,
    costUsd: one.cost_usd ?? undefined,
  };
}

function statusOf({ end }: SearchSight, candidate: Contender | null): Choice['status'] {
  if (end === 'Failed' || end === 'Missing') return end;
  if (candidate === null) return 'NoWinner';
  return end === 'Stopped' ? 'Stopped' : 'Completed';
}
