import { experimentResults, findExperiment } from '../../aws';
import type { AwsSession, Experiment, ExperimentResults } from '../../aws';
import { isTerminal } from '../../tuning';
import type { Prices, TuningJobStatus } from '../../tuning';
import { pricesOf } from '../prices-of';
import { openTarget } from '../target';
import { formatNumber } from '../terminal/figures';
import { paintStatus, renderLeaderboard } from '../terminal/leaderboard';
import type { Terminal } from '../terminal/terminal';
import { untilInterrupted } from '../terminal/until-interrupted';
import { changesSince } from '../watch/changes';
import type { Change } from '../watch/changes';
import { LiveView } from '../watch/live-view';
import type { ExperimentFlags } from './flags';

const POLL_MS = { local: 500, aws: 10_000 } as const;
/** Rows of the live view; a terminal has 24 lines at least. */
const ROWS = 15;

/** `tuneform watch EXPERIMENT` */
export async function watch(name: string, flags: ExperimentFlags, terminal: Terminal): Promise<void> {
  await watchExperiment(await openTarget(flags, terminal), name, flags, terminal);
}

/** Follows the newest search through an open session until it ends. */
export async function watchExperiment(
  session: AwsSession,
  name: string,
  flags: Pick<ExperimentFlags, 'owner' | 'json'>,
  terminal: Terminal,
): Promise<void> {
  const prices = pricesOf(session, terminal);
  const live = flags.json === true || terminal.live === undefined ? undefined : new LiveView(terminal.live);
  const seen = new Map<string, string>();
  await untilInterrupted(
    `The search runs on. Watch it again with npx tuneform watch ${name}.`,
    async (signal) => {
      for (;;) {
        const now = await look(session, name, { owner: flags.owner, prices }, signal);
        const changes = changesSince(seen, now.results.trials);
        if (live !== undefined) live.draw(viewOf(now, terminal));
        else for (const change of changes) tell(change, flags, terminal);
        if (now.isOver) {
          conclude(now, flags, terminal);
          return;
        }
        await session.clock.sleep(POLL_MS[session.settings.target], signal);
      }
    },
  );
}

interface Now {
  readonly experiment: Experiment;
  readonly results: ExperimentResults;
  readonly status: string;
  readonly isOver: boolean;
}

/** Looks at the newest search alone: its training jobs are ranked among themselves. */
async function look(
  session: AwsSession,
  name: string,
  { owner, prices }: { readonly owner: string | undefined; readonly prices: Prices },
  signal: AbortSignal,
): Promise<Now> {
  const experiment = await findExperiment(session, { name, owner }, signal);
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const results = await experimentResults(
    session,
    { ...experiment, generations: [newest] },
    { prices, signal },
  );
  // The list may lag behind the description that says that the search has ended.
  const isOver = newest.jobs.every(({ status }) => isTerminal(status));
  return {
    experiment,
    results,
    status: newest.status,
    isOver: isOver && isTerminal(newest.status as TuningJobStatus),
  };
}

function viewOf({ experiment, results, status }: Now, { dataStyle: style }: Terminal): string {
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const { completed, inProgress, nonRetryableError } = newest.counters;
  const counts = `${String(completed)} completed, ${String(inProgress)} running, ${String(nonRetryableError)} failed`;
  const head = `${style.strong(experiment.name)}, generation ${String(newest.generation)}: ${paintStatus(status, style)}, ${counts}`;
  if (results.trials.length === 0) return head;
  const metricName = results.objective?.metric_name ?? 'metric';
  return `${head}\n${renderLeaderboard(results.trials, { metricName, limit: ROWS }, style)}`;
}

function tell(change: Change, { json }: Pick<ExperimentFlags, 'json'>, terminal: Terminal): void {
  if (json === true) {
    terminal.data(JSON.stringify(change));
    return;
  }
  const { event, trainingJobName, status, value, isBest, failureReason } = change;
  const parts = [
    trainingJobName,
    event === 'started' ? 'started' : status,
    ...(value === undefined ? [] : [formatNumber(value)]),
    ...(isBest && event === 'ended' ? ['best so far'] : []),
    ...(failureReason === undefined ? [] : [failureReason]),
  ];
  terminal.data(parts.join('  '));
}

function conclude(
  { experiment, results, status }: Now,
  { json }: Pick<ExperimentFlags, 'json'>,
  terminal: Terminal,
): void {
  const { best } = results;
  if (json === true) {
    const value = best?.objectiveValue;
    const winner = best === undefined ? null : { trainingJobName: best.trainingJobName, value };
    terminal.data(JSON.stringify({ event: 'search ended', status, best: winner }));
    return;
  }
  const result =
    best === undefined
      ? `no training job has a result; npx tuneform show ${experiment.name} says why`
      : `best ${formatNumber(best.objectiveValue ?? NaN)} of ${best.trainingJobName}`;
  terminal.say(`The search has ended with status ${status}: ${result}.`);
}
