import { homedir } from 'node:os';
import { describeTrainingJob, experimentResults, findExperiment, pricesInForce } from '../../aws';
import { formatUsd, trainingJobCost } from '../../tuning';
import { renderCard, formatDuration, formatNumber, formatSetting, renderLeaderboard } from '../../cli';
import type { World } from '../world';
import type { Outputs } from './deploy';
import { textOutput } from './deploy';

/** Prints the leaderboard and the champion as the deployed stack names it. */
export async function showResults(world: World, outputs: Outputs): Promise<void> {
  const { stage, session, signal } = world;
  const { experiment: name, experimentStack } = world.deployment;
  const { style } = stage;
  const experiment = await findExperiment(session, { name }, signal);
  const prices = pricesInForce(session.settings, { env: process.env, home: homedir() });
  const results = await experimentResults(session, experiment, { prices, signal });
  const metricName = results.objective?.metric_name ?? 'metric';
  stage.block(
    renderLeaderboard(
      results.trials,
      { metricName, limit: 10, generations: experiment.generations.length > 1 },
      style,
    ),
  );
  const hidden = results.trials.length - 10;
  if (hidden > 0) {
    stage.block(style.faint(`… ${String(hidden)} more: npx tuneform trials ${name}`));
  }

  const champion = textOutput(outputs, experimentStack, 'best_training_job_name');
  const trial = results.trials.find((one) => one.trainingJobName === champion);
  const details = await describeTrainingJob(session, champion, signal);
  const cost =
    details === undefined
      ? undefined
      : trainingJobCost({ ...details, billableSeconds: details.billableSeconds }, prices);
  const took =
    trial?.startedAtMs === undefined || trial.endedAtMs === undefined
      ? undefined
      : formatDuration(trial.endedAtMs - trial.startedAtMs);
  stage.line();
  stage.block(style.strong('Champion'));
  stage.line(
    renderCard(
      [
        ['training job', style.good(champion)],
        [metricName, trial?.objectiveValue === undefined ? undefined : formatNumber(trial.objectiveValue)],
        [
          'hyperparameters',
          Object.entries(trial?.hyperparameters ?? {})
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, value]) => `${name} = ${formatSetting(value)}`)
            .join('\n'),
        ],
        ['artifact', textOutput(outputs, experimentStack, 'model_data_url')],
        ['took', took],
        ['cost', costLine(cost, results.costUsd, details?.instanceType)],
      ],
      style,
    ),
  );
}

function costLine(
  champion: number | undefined,
  all: number | undefined,
  instanceType: string | undefined,
): string {
  if (champion === undefined || all === undefined) return '$0.00 here; the price on AWS is not known';
  return `$0.00 here; the same on ${instanceType ?? 'AWS'}: ${formatUsd(champion)}, the whole search ${formatUsd(all)}`;
}
