import { findExperiment, TuningJobBoard } from '../../aws';
import type { AwsSession, BoardEntry } from '../../aws';
import { TuneformError } from '../../kernel';
import { isTerminal, searchStatus } from '../../tuning';
import type { SearchMemberStatus } from '../../tuning';
import { openTarget } from '../target';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { WaitFlags } from './flags';

/** `tuneform wait EXPERIMENT` */
export async function wait(name: string, flags: WaitFlags, terminal: Terminal): Promise<void> {
  const session = await openTarget(flags, terminal);
  await waitForSearch(session, { name, flags }, terminal);
}

/** Waits until the newest search of an experiment has ended. Changes nothing: the next plan shows the winner. */
export async function waitForSearch(
  session: AwsSession,
  { name, flags }: { readonly name: string; readonly flags: WaitFlags },
  terminal: Terminal,
): Promise<void> {
  const { clock } = session;
  const { signal } = new AbortController();
  const experiment = await findExperiment(session, { name, owner: flags.owner }, signal);
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const names = newest.jobs.map((job) => job.name);
  const board = new TuningJobBoard(session);
  const forget = names.map((one) => board.watch(one));
  const startedAt = clock.now();
  let told = '';
  try {
    for (;;) {
      const entries = await Promise.all(names.map((one) => board.look(one, signal)));
      const status = searchStatus(entries.map(statusOf));
      if (entries.every((entry) => entry === undefined || isTerminal(entry.status))) {
        finish({ experiment: experiment.name, status, tuningJobNames: names }, flags, terminal);
        return;
      }
      const progress = progressOf(experiment.name, status, entries);
      if (progress !== told) terminal.say(progress);
      told = progress;
      const waitedMs = clock.now() - startedAt;
      const leftMs = (flags.timeout ?? Infinity) * 1000 - waitedMs;
      if (leftMs <= 0) throw timedOut(progress);
      await clock.sleep(Math.min(leftMs, board.pollAfterMs(waitedMs)), signal);
    }
  } finally {
    for (const end of forget) end();
  }
}

function finish(
  end: { readonly experiment: string; readonly status: string; readonly tuningJobNames: readonly string[] },
  { json }: WaitFlags,
  terminal: Terminal,
): void {
  if (json === true) printJson(terminal, end);
  else {
    terminal.say(`The search of ${end.experiment} has ended: ${end.status}. The next plan shows the winner.`);
  }
}

const statusOf = (entry: BoardEntry): SearchMemberStatus => entry?.status ?? 'Missing';

function progressOf(name: string, status: string, entries: readonly BoardEntry[]): string {
  const completed = entries.reduce((sum, entry) => sum + (entry?.completed ?? 0), 0);
  return `${name}: ${status}, ${String(completed)} training jobs completed.`;
}

function timedOut(progress: string): TuneformError {
  return new TuneformError(
    `The search has not ended in the time given. ${progress} Run the command again to go on waiting.`,
    {
      code: 'WAIT_TIMED_OUT',
      summary: 'Search Has Not Ended',
      disposition: 'retryable',
    },
  );
}
