import {
  costCeiling,
  definitionsOf,
  describeMachines,
  describeSearchSpace,
  formatCostCeiling,
  formatUsd,
  machinesOf,
} from '../../tuning';
import type { AwsSession, ExperimentResults, Experiment, Generation } from '../../aws';
import { experimentFindings, experimentResults, findExperiment } from '../../aws';
import type { Finding, Prices } from '../../tuning';
import { pricesOf } from '../prices-of';
import { openTarget } from '../target';
import { renderCard } from '../terminal/card';
import { formatNumber, formatSetting } from '../terminal/figures';
import { paintStatus } from '../terminal/leaderboard';
import { renderFinding } from '../terminal/finding';
import { printJson } from '../terminal/print-json';
import { sayGaps } from '../terminal/say-gaps';
import type { Style } from '../terminal/style';
import type { Terminal } from '../terminal/terminal';
import type { ExperimentFlags } from './flags';

/** `tuneform show EXPERIMENT` */
export async function show(name: string, flags: ExperimentFlags, terminal: Terminal): Promise<void> {
  await showExperiment(await openTarget(flags, terminal), name, flags, terminal);
}

/** Prints an experiment, read through an open session. */
export async function showExperiment(
  session: AwsSession,
  name: string,
  flags: Pick<ExperimentFlags, 'owner' | 'json'>,
  terminal: Terminal,
): Promise<void> {
  const signal = new AbortController().signal;
  const experiment = await findExperiment(session, { name, owner: flags.owner }, signal);
  const prices = pricesOf(session, terminal);
  const results = await experimentResults(session, experiment, { prices, signal });
  sayGaps(results, terminal);
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const findings = await experimentFindings(session, newest, results, signal);
  if (flags.json === true) {
    printJson(terminal, asJson(experiment, results, { findings, prices }));
    return;
  }
  const card = renderExperiment(experiment, results, { prices, style: terminal.dataStyle });
  const told = findings.map((finding) => renderFinding(finding, terminal.dataStyle));
  terminal.data([card, ...told].join('\n\n'));
}

/** Returns the experiment as a card: newest generation first, then the best training job. */
export function renderExperiment(
  experiment: Experiment,
  results: ExperimentResults,
  { prices, style }: { readonly prices: Prices; readonly style: Style },
): string {
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const { spec } = newest.jobs[0];
  const definitions = spec === undefined ? [] : definitionsOf(spec);
  const head = renderCard(
    [
      ['experiment', style.strong(experiment.name)],
      ['owner', experiment.owner],
      ['status', paintStatus(newest.status, style) + progressOf(newest)],
      ['why', listed(newest.jobs.flatMap(({ failureReason }) => failureReason ?? []))],
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
          : `${formatCostCeiling(costCeiling(spec, prices))} for ${ofJobs(newest)}`,
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

const ofJobs = ({ jobs }: Generation): string =>
  jobs.length === 1 ? 'this generation' : `each of the ${String(jobs.length)} tuning jobs of this generation`;

function renderBest(results: ExperimentResults, style: Style): string {
  const { best, objective, winners } = results;
  if (best === undefined) return `  ${style.warn('No training job has completed with a result yet.')}`;
  const settings = Object.entries(best.hyperparameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return renderCard(
    [
      ['best training job', style.good(best.trainingJobName)],
      [
        objective?.metric_name ?? best.metricName ?? 'value',
        style.strong(formatNumber(best.objectiveValue ?? NaN)),
      ],
      ['hyperparameters', settings.map(([key, value]) => `${key} = ${formatSetting(value)}`).join('\n')],
      ['artifact', best.details?.modelDataUrl],
      ['best of each definition', listed(winners.map(describeWinner))],
    ],
    style,
  );
}

/** Values of different objectives do not compare, so each definition has its own best. */
function describeWinner({ definition, objective, trial }: ExperimentResults['winners'][number]): string {
  const value = `${objective.metric_name} ${formatNumber(trial.objectiveValue ?? NaN)}`;
  return `${definition ?? ''}: ${trial.trainingJobName}, ${value}`;
}

function describeGeneration({ generation, jobs }: Generation): string {
  return jobs
    .map(
      ({ name, status, counters }) =>
        `${String(generation)}  ${name}  ${status}, ${String(counters.completed)} completed`,
    )
    .join('\n');
}

function progressOf({ jobs, counters }: Generation): string {
  const { completed, inProgress, stopped, nonRetryableError } = counters;
  const limits = jobs.map(({ spec }) => spec?.resource_limits.max_number_of_training_jobs ?? NaN);
  const sum = limits.reduce((total, limit) => total + limit, 0);
  const total = Number.isNaN(sum) ? undefined : sum;
  const parts = [
    `${String(completed)}${total === undefined ? '' : ` of ${String(total)}`} completed`,
    ...(inProgress > 0 ? [`${String(inProgress)} running`] : []),
    ...(stopped > 0 ? [`${String(stopped)} stopped`] : []),
    ...(nonRetryableError > 0 ? [`${String(nonRetryableError)} failed`] : []),
  ];
  return `, ${parts.join(', ')}`;
}

function asJson(
  experiment: Experiment,
  results: ExperimentResults,
  { findings, prices }: { readonly findings: readonly Finding[]; readonly prices: Prices },
): unknown {
  return {
    experiment: experiment.name,
    owner: experiment.owner,
    objective: results.objective,
    costUsd: results.costUsd,
    generations: experiment.generations.map(({ generation, jobs: [job, ...others], status, counters }) => ({
      generation,
      tuningJobName: job.name,
      tuningJobArn: job.arn,
      tuningJobNames: [job, ...others].map(({ name }) => name),
      status,
      failureReason: job.failureReason,
      counters,
      spec: job.spec,
      costCeilingUsd: job.spec === undefined ? undefined : costCeiling(job.spec, prices).usd,
    })),
    findings,
    winners: results.winners.length === 0 ? undefined : results.winners,
    listingGaps: results.gaps,
    best:
      results.best === undefined ? null : { ...results.best, details: undefined, ...results.best.details },
  };
}
