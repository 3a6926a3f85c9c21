import { firstErrorLine } from '../findings/first-error-line';
import { shownLine, shownLines } from '../findings/show-log';
import { similarLines } from '../findings/similar-lines';
import { isSameSetting, readHyperparameterEcho } from '../hyperparameter-echo';
import { looksSecret } from '../looks-secret';
import { readMetric } from './read-metric';
import type { TrainingJobSpec } from './spec';

/** What a training job has to show. */
export interface SmokeDemands {
  /** Metrics that must have a finite value; empty: every defined one, and at least one where the algorithm defines them. */
  readonly metricNames: readonly string[];
  /** Whether a model with at least one file must lie in S3. */
  readonly artifact: boolean;
  /** Whether the container must, or may, print the hyperparameters it used; what it prints must be what it was given. */
  readonly echo: 'required' | 'if_printed' | 'ignored';
}

/** What was observed of a training job that has ended. */
export interface SmokeEvidence {
  readonly status: 'Completed' | 'Failed' | 'Stopped';
  /** The service's reason; absent if it gave none. */
  readonly failureReason?: string | undefined;
  /** Final values that the service read from the log. */
  readonly finalMetrics: Readonly<Record<string, number>>;
  /** What the job printed; absent if it could not be read. */
  readonly log?: readonly string[] | undefined;
  /** Why the log is absent, as a clause. */
  readonly unread?: string | undefined;
  /** What lies where the model should. `unknown`: the caller may not look, or the look failed. */
  readonly artifact: 'present' | 'absent' | 'empty' | 'unknown';
}

/** The judgement on a training job that has ended. */
export interface SmokeJudgement {
  readonly verdict: 'passed' | 'failed';
  /** The reason in one line. */
  readonly because: string;
  /** What is wrong, one sentence each, with lines of the log; empty if it passed. */
  readonly problems: readonly string[];
  /** All metrics with a value, also those that were not demanded. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The hyperparameters that the container says it used; null if it does not say. */
  readonly used: Readonly<Record<string, string>> | null;
}

/** Stands for a value that looks like a credential. */
const HIDDEN = '(hidden)';

/** How many lines of a failed job's log a message shows. */
const TAIL = 5;

/**
 * Judges a training job that has ended: whether it completed, printed its metrics, left a model, and used the hyperparameters it was
 * given. Pure. What could not be looked at is no failure; `because` names it.
 */
export function judgeSmokeRun(
  spec: TrainingJobSpec,
  demands: SmokeDemands,
  evidence: SmokeEvidence,
): SmokeJudgement {
  const metrics = metricsOf(spec, evidence);
  const used = readHyperparameterEcho(evidence.log ?? []) ?? null;
  const problems =
    evidence.status === 'Completed'
      ? [
          ...metricProblems(spec, demands, evidence, metrics),
          ...(demands.artifact ? artifactProblems(evidence) : []),
          ...(demands.echo === 'ignored' ? [] : echoProblems(spec, demands, evidence, used)),
        ]
      : [endProblem(evidence)];
  const passed = problems.length === 0;
  return {
    verdict: passed ? 'passed' : 'failed',
    because: passed ? accountOf(demands, evidence, metrics, used) : (problems[0]?.split('\n')[0] ?? ''),
    problems,
    metrics,
    used: used === null ? null : withoutSecrets(used),
  };
}

/** The service's values, and for metrics without one what the log says: the service reads logs later than it ends a job. */
function metricsOf(spec: TrainingJobSpec, { finalMetrics, log = [] }: SmokeEvidence): Record<string, number> {
  const metrics: Record<string, number> = { ...finalMetrics };
  for (const { name, regex } of spec.algorithm_specification.metric_definitions) {
    if (metrics[name] !== undefined) continue;
    const value = readMetric(regex, log);
    if (value !== undefined) metrics[name] = value;
  }
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)));
}

function metricProblems(
  spec: TrainingJobSpec,
  { metricNames }: SmokeDemands,
  evidence: SmokeEvidence,
  metrics: Readonly<Record<string, number>>,
): readonly string[] {
  const definitions = spec.algorithm_specification.metric_definitions;
  const demanded = metricNames.length > 0 ? metricNames : definitions.map(({ name }) => name);
  if (demanded.length === 0 && Object.keys(metrics).length === 0) {
    return ['It reported no metric, so a search would have nothing to compare.'];
  }
  return demanded
    .filter((name) => metrics[name] === undefined)
    .map((name) => {
      const regex = definitions.find((definition) => definition.name === name)?.regex;
      const what =
        regex === undefined
          ? `It did not report metric ${name}.`
          : `It did not print metric ${name}: no line of its log has a finite number where the regex ${regex} looks for one.`;
      return withLines(what, linesNear(regex, evidence), evidence);
    });
}

function linesNear(
  regex: string | undefined,
  { log = [] }: SmokeEvidence,
): readonly [string, readonly string[]] {
  const similar = regex === undefined ? [] : similarLines(regex, log);
  return similar.length > 0 ? ['The nearest lines are:', similar] : ['Its log ends:', tailOf(log)];
}

const tailOf = (log: readonly string[]): readonly string[] =>
  log.filter((line) => line.trim() !== '').slice(-TAIL);

function withLines(
  sentence: string,
  [heading, lines]: readonly [string, readonly string[]],
  { log, unread }: SmokeEvidence,
): string {
  if (log === undefined) return `${sentence} Its log was not read: ${unread ?? 'nothing answered'}.`;
  if (lines.length === 0) return `${sentence} Its log is empty.`;
  return `${sentence} ${shownLines(heading, lines)}`;
}

function artifactProblems({ artifact }: SmokeEvidence): readonly string[] {
  if (artifact === 'absent') {
    return [
      'It left no model in S3. Let the container write its model to /opt/ml/model; if the model was deleted since, raise run.',
    ];
  }
  if (artifact !== 'empty') return [];
  return ['Its model in S3 contains no file. Let the container write its model to /opt/ml/model.'];
}

function echoProblems(
  spec: TrainingJobSpec,
  { echo }: SmokeDemands,
  { log, unread }: SmokeEvidence,
  used: Readonly<Record<string, string>> | null,
): readonly string[] {
  if (used === null) {
    if (echo === 'if_printed') return [];
    const why = log === undefined ? ` Its log was not read: ${unread ?? 'nothing answered'}.` : '';
    return [
      `It did not print the hyperparameters it used, and require.echo is "required".${why} Let the container print one line, hyperparameters: {"name": value, …}.`,
    ];
  }
  return Object.entries(spec.hyper_parameters).flatMap(([name, given]) => {
    const value = used[name];
    if (value === undefined) {
      return [
        `Hyperparameter ${name} had no effect: the container does not name it among those it used (${Object.keys(used).join(', ')}).`,
      ];
    }
    if (isSameSetting(given, value)) return [];
    const [was, is] = looksSecret(name, `${given} ${value}`) ? [HIDDEN, HIDDEN] : [given, shownLine(value)];
    return [`Hyperparameter ${name} was given as ${was}, but the container used ${is}.`];
  });
}

function endProblem(evidence: SmokeEvidence): string {
  const { status, failureReason, log = [] } = evidence;
  const reason = failureReason === undefined ? '' : `: ${shownLine(failureReason)}`;
  const what = status === 'Stopped' ? 'It was stopped before it completed' : 'It failed';
  const error = status === 'Failed' ? firstErrorLine(log) : undefined;
  const first =
    error === undefined || failureReason?.includes(error) === true
      ? ''
      : ` Its log says first: “${shownLine(error)}”`;
  return withLines(`${what}${reason.replace(/\.$/, '')}.${first}`, ['Its log ends:', tailOf(log)], evidence);
}

/** `it completed with accuracy 0.93, left a model and used the hyperparameters it was given`. */
function accountOf(
  { artifact: wantsArtifact, echo }: SmokeDemands,
  { artifact }: SmokeEvidence,
  metrics: Readonly<Record<string, number>>,
  used: Readonly<Record<string, string>> | null,
): string {
  const values = Object.entries(metrics).map(([name, value]) => `${name} ${String(value)}`);
  const parts = [
    `it completed with ${values.join(', ')}`,
    ...(wantsArtifact ? [artifact === 'present' ? 'left a model' : 'its model could not be looked at'] : []),
    ...(echo === 'ignored'
      ? []
      : [
          used === null
            ? 'does not say which hyperparameters it used'
            : 'used the hyperparameters it was given',
        ]),
  ];
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

const withoutSecrets = (used: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(used).map(([name, value]) => [name, looksSecret(name, value) ? HIDDEN : value]),
  );
