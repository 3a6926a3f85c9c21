import type { CreateHyperParameterTuningJobRequest } from '@aws-sdk/client-sagemaker';
import { effectiveDefinitions, isTuningEnded } from '../../../jobs/tuning/tuning-job-record';
import type { EffectiveDefinition, TuningJobRecord } from '../../../jobs/tuning/tuning-job-record';
import { countWarmStartChanges, parametersOf } from './warm-start-changes';
import { invalid } from '../rejections';

/** "Each value in a categorical hyperparameter counts against this limit" (warm start, restrictions). */
const MOST_CHANGES = 10;

/** The properties in which a tuning job must match its parents. */
export interface WarmStartChild {
  readonly request: CreateHyperParameterTuningJobRequest;
  readonly effective: EffectiveDefinition;
  readonly imageDigest: string;
}

/**
 * Returns the parents of a warm start ("Run a Warm Start Hyperparameter Tuning Job", restrictions), none without one.
 * Throws ValidationException.
 */
export function checkWarmStart(
  child: WarmStartChild,
  find: (name: string) => TuningJobRecord | undefined,
): readonly TuningJobRecord[] {
  const { WarmStartConfig: config } = child.request;
  if (config === undefined) return [];
  const names = (config.ParentHyperParameterTuningJobs ?? []).map(
    ({ HyperParameterTuningJobName: name }) => name ?? '',
  );
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`The parent hyperparameter tuning job ${twice} is listed twice.`);
  const parents = names.map((name) => {
    if (name === '') {
      throw invalid('Every entry of ParentHyperParameterTuningJobs must have a HyperParameterTuningJobName.');
    }
    const parent = find(name);
    if (parent === undefined) {
      throw invalid(`Amazon SageMaker can't find a tuning job called ${name} to use as a parent job.`);
    }
    return parent;
  });
  for (const parent of parents) checkParent(child, parent);
  return parents;
}

function checkParent(child: WarmStartChild, parent: TuningJobRecord): void {
  const who = `The parent hyperparameter tuning job ${parent.name}`;
  if (!isTuningEnded(parent.status)) {
    throw invalid(
      `${who} is in status ${parent.status}. Parent jobs must be Completed, Stopped or Failed. Wait until it has ended.`,
    );
  }
  const [own, ...others] = effectiveDefinitions(parent.request);
  if (own === undefined || others.length > 0) {
    throw invalid(`${who} has several training job definitions. Warm start needs parents with one.`);
  }
  const { Type: type, MetricName: metric } = child.effective.objective ?? {};
  if (own.objective?.MetricName !== metric || own.objective?.Type !== type) {
    throw invalid(
      `The objective ${type ?? ''} ${metric ?? ''} must be the same as that of all parent jobs. ${who} has ${own.objective?.Type ?? ''} ${own.objective?.MetricName ?? ''}.`,
    );
  }
  checkParameters(child.effective, own, who);
  if (child.request.WarmStartConfig?.WarmStartType === 'IdenticalDataAndAlgorithm') {
    checkIdentical(child, { own, imageDigest: parent.imageDigests[0], who });
  }
}

function checkParameters(child: EffectiveDefinition, parent: EffectiveDefinition, who: string): void {
  const now = parametersOf(child);
  const before = parametersOf(parent);
  const odd =
    [...now.keys()].find((name) => !before.has(name)) ?? [...before.keys()].find((name) => !now.has(name));
  if (odd !== undefined) {
    throw invalid(
      `The static and tunable hyperparameters must be the same as those of all parent jobs. ${who} ${before.has(odd) ? 'has' : 'does not have'} "${odd}"${before.has(odd) ? ', which this job does not have' : ''}.`,
    );
  }
  for (const [name, parameter] of now) {
    const earlier = before.get(name);
    if (earlier === undefined || parameter.kind === 'static' || earlier.kind === 'static') continue;
    if (parameter.kind === earlier.kind) continue;
    throw invalid(
      `The type of the hyperparameter "${name}" must not change: it is ${parameter.kind}, and ${earlier.kind} in the parent job. (${who})`,
    );
  }
  const changes = countWarmStartChanges(before, now);
  if (changes <= MOST_CHANGES) return;
  throw invalid(
    `${who} differs in ${String(changes)} values of hyperparameters that were made static or whose static value changed; at most ${String(MOST_CHANGES)} changes are allowed.`,
  );
}

function checkIdentical(
  child: WarmStartChild,
  {
    own,
    imageDigest,
    who,
  }: { readonly own: EffectiveDefinition; readonly imageDigest: string | undefined; readonly who: string },
): void {
  const channels = ({ definition }: EffectiveDefinition): string =>
    JSON.stringify(definition.InputDataConfig ?? []);
  const what =
    child.imageDigest !== imageDigest
      ? 'training image'
      : channels(child.effective) !== channels(own)
        ? 'InputDataConfig'
        : undefined;
  if (what === undefined) return;
  throw invalid(
    `With WarmStartType IdenticalDataAndAlgorithm the ${what} must be the same as in all parent jobs. ${who} has another one. Use TransferLearning.`,
  );
}
