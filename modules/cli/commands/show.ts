import {
  costCeiling,
  definitionsOf,
  describeMachines,
  describeSearchSpace,
  formatCostCeiling,
  formatUsd,
  machinesOf,
} from '../../tuning';
import type { ExperimentResults, Experiment, Generation } from '../../aws';
import type { Prices } from '../../tuning';
import { experimentResults, findExperiment } from '../../aws';
import { pricesOf } from '../prices-of';
import { openTarget } from '../target';
import { renderCard } from '../terminal/card';
import { formatNumber, formatSetting } from '../terminal/figures';
import { paintStatus } from '../terminal/leaderboard';
import { printJson } from '../terminal/print-json';
import { sayGaps } from '../terminal/say-gaps';
import type { Style } from '../terminal/style';
import type { Terminal } from '../terminal/terminal';
import type { ExperimentFlags } from './flags';

/** `tuneform show EXPERIMENT` */
export async function show(name: string, flags: ExperimentFlags, terminal: Terminal): Promise<void> {
  const session = await openTarget(flags, terminal);
  const signal = new AbortController().signal;
  const experiment = await findExperiment(session, { name, owner: flags.owner }, signal);
  const prices = pricesOf(session, terminal);
  const results = await experimentResults(session, experiment, { prices, signal });
  sayGaps(results, terminal);
  if (flags.json === true) printJson(terminal, asJson(experiment, results, prices));
  else terminal.data(renderExperiment(experiment, results, { prices, style: terminal.dataStyle }));
}

/** Returns the experiment as a card: newest generation first, then the best training job. */
export function renderExperiment(
  experiment: Experiment,
  results: ExperimentResults,
  { prices, style }: { readonly prices: Prices; readonly style: Style },
): string {
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const { spec } = newest.job;
  const definitions = spec === undefined ? [] : definitionsOf(spec);
  const head = renderCard(
    [
      ['experiment', style.strong(experiment.name)],
      ['owner', experiment.owner],
      ['status', paintStatus(newest.job.status, style) + progressOf(newest)],
      ['why', newest.job.failureReason],
      [
        'objective',
        listed(
          definitions.map(
            ({ tuning_objective: { type, metric_name: metric } }) => `${type.toLowerCase()} ${metric}`,
          ),
        ),
      ],
      ['strategy', spec?.strategy],
      ['search space', spec === undefined ? undefined : describeSearchSpace(spec)],
      [
        'image',
        listed(
          definitions.flatMap(
            ({ algorithm_specification: { training_image: image, algorithm_name: name } }) =>
              image ?? name ?? [],
          ),
        ),
      ],
      ['instances', definitions.length === 0 ? undefined : describeMachines(definitions.flatMap(machinesOf))],
      [
        'at most',
        spec === undefined
          ? undefined
          : `${formatCostCeiling(costCeiling(spec, prices))} for this generation`,
      ],
      [
        'so far',
        results.costUsd === undefined ? undefined : `about ${formatUsd(results.costUsd)} at list price`,
      ],
      ['generations', experiment.generations.map(describeGeneration).join('\n')],
    ],
    style,
  );
  return `${head}\n\n${renderBest(results, style)}`;
}

/** Each of them once, or nothing. */
const listed = (texts: readonly string[]): string | undefined =>
  texts.length === 0 ? undefined : [...new Set(texts)].join('\n');

function renderBest(results: ExperimentResults, style: Style): string {
  const { best, objective } = results;
  if (best === undefined || objective === undefined) {
    return `  ${style.warn('No training job has completed with a result yet.')}`;
  }
  const settings = Object.entries(best.hyperparameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return renderCard(
    [
      ['best training job', style.good(best.trainingJobName)],
      [objective.metric_name, style.strong(formatNumber(best.objectiveValue ?? NaN))],
      ['hyperparameters', settings.map(([key, value]) => `${key} = ${formatSetting(value)}`).join('\n')],
      ['artifact', best.details?.modelDataUrl],
    ],
    style,
  );
}

function describeGeneration({ generation, job }: Generation): string {
  return `${String(generation)}  ${job.name}  ${job.status}, ${String(job.counters.completed)} completed`;
}

function progressOf({ job }: Generation): string {
  const { completed, inProgress, stopped, nonRetryableError } = job.counters;
  const total = job.spec?.resource_limits.max_number_of_training_jobs;
  const parts = [
    `${String(completed)}${total === undefined ? '' : ` of ${String(total)}`} completed`,
    ...(inProgress > 0 ? [`${String(inProgress)} running`] : []),
    ...(stopped > 0 ? [`${String(stopped)} stopped`] : []),
    ...(nonRetryableError > 0 ? [`${String(nonRetryableError)} failed`] : []),
  ];
  return `, ${parts.join(', ')}`;
}

function asJson(experiment: Experiment, results: ExperimentResults, prices: Prices): unknown {
  return {
    experiment: experiment.name,
    owner: experiment.owner,
    objective: results.objective,
    costUsd: results.costUsd,
    generations: experiment.generations.map(({ generation, job }) => ({
      generation,
      tuningJobName: job.name,
      tuningJobArn: job.arn,
      status: job.status,
      failureReason: job.failureReason,
      counters: job.counters,
      spec: job.spec,
      costCeilingUsd: job.spec === undefined ? undefined : costCeiling(job.spec, prices).usd,
    })),
    listingGaps: results.gaps,
    best:
      results.best === undefined ? null : { ...results.best, details: undefined, ...results.best.details },
  };
}
