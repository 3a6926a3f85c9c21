import { findExperiment, runningJobs, stopSearch } from '../../aws';
import type { StopOutcome } from '../../aws';
import { TuneformError } from '../../kernel';
import { openTarget } from '../target';
import { confirm } from '../terminal/confirm';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import { untilInterrupted } from '../terminal/until-interrupted';
import type { StopFlags } from './flags';

/** `tuneform stop EXPERIMENT` */
export async function stop(name: string, flags: StopFlags, terminal: Terminal): Promise<void> {
  const session = await openTarget(flags, terminal);
  const signal = new AbortController().signal;
  const experiment = await findExperiment(session, { name, owner: flags.owner }, signal);
  const running = runningJobs(experiment);
  const answer = (tuningJobs: readonly StopOutcome[]): void => {
    if (flags.json === true) {
      printJson(terminal, { experiment: experiment.name, owner: experiment.owner, tuningJobs });
    }
  };
  if (running.length === 0) {
    answer([]);
    terminal.say(`No search of experiment "${experiment.name}" runs.`);
    return;
  }
  const jobs = running.length === 1 ? 'tuning job' : `${String(running.length)} tuning jobs`;
  const question = `Stop ${jobs} ${running.join(', ')} and the training jobs that run?`;
  if (flags.yes !== true && !(await confirm(question, terminal))) {
    answer([]);
    terminal.say('Nothing was stopped.');
    return;
  }
  const outcomes = await untilInterrupted(
    `The tuning jobs may be stopping: ${running.join(', ')}. See with npx tuneform show ${experiment.name}.`,
    (interrupted) => stopSearch(session, experiment, interrupted),
  );
  answer(outcomes);
  for (const one of outcomes) terminal.say(lineOf(one, terminal));
  const left = outcomes.filter(({ outcome }) => outcome !== 'done');
  if (left.length > 0) throw notStopped(experiment.name, left);
}

function lineOf({ tuningJobName, outcome, reason = '' }: StopOutcome, { style }: Terminal): string {
  if (outcome === 'done') return `${style.good('✔')} ${tuningJobName} stopped`;
  return outcome === 'refused'
    ? `${style.bad('✘')} ${tuningJobName} runs on: ${reason}`
    : `${style.warn('●')} ${tuningJobName} may be stopping: ${reason}`;
}

const notStopped = (name: string, left: readonly StopOutcome[]): TuneformError =>
  new TuneformError(
    `Not all of "${name}" has stopped: ${left.map(({ tuningJobName, outcome }) => `${tuningJobName} (${outcome})`).join(', ')}. ` +
      `See what runs with npx tuneform show ${name}, and stop again.`,
    { code: 'SEARCH_NOT_STOPPED', summary: 'Search Not Stopped' },
  );
