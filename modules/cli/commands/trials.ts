import { experimentResults, findExperiment } from '../../aws';
import { failedLogs, renderFailedLogs } from '../terminal/failed-logs';
import { sayGaps } from '../terminal/say-gaps';
import { pricesOf } from '../prices-of';
import { openTarget } from '../target';
import { renderLeaderboard } from '../terminal/leaderboard';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { TrialsFlags } from './flags';

/** `tuneform trials EXPERIMENT` */
export async function trials(name: string, flags: TrialsFlags, terminal: Terminal): Promise<void> {
  const session = await openTarget(flags, terminal);
  const signal = new AbortController().signal;
  const experiment = await findExperiment(session, { name, owner: flags.owner }, signal);
  const results = await experimentResults(session, experiment, {
    prices: pricesOf(session, terminal),
    signal,
  });
  sayGaps(results, terminal);
  const failed = await failedLogs(session, results.trials, signal);
  if (flags.json === true) {
    const tails = new Map(failed.map(({ trainingJobName, lines }) => [trainingJobName, lines]));
    printJson(
      terminal,
      results.trials
        .slice(0, flags.limit ?? results.trials.length)
        .map((trial) => ({ ...trial, logTail: tails.get(trial.trainingJobName) })),
    );
    return;
  }
  if (results.trials.length === 0) {
    terminal.say(`Experiment "${experiment.name}" has no training jobs yet.`);
    return;
  }
  const options = {
    metricName: results.objective?.metric_name ?? 'metric',
    limit: flags.limit,
    generations: experiment.generations.length > 1,
  };
  terminal.data(renderLeaderboard(results.trials, options, terminal.dataStyle));
  const hidden = results.trials.length - (flags.limit ?? results.trials.length);
  if (failed.length > 0) terminal.say(`\n${renderFailedLogs(failed, terminal.style)}`);
  if (hidden > 0) terminal.say(`${String(hidden)} more training jobs are not shown.`);
}
