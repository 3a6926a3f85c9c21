import type { ObservedTuningJob } from '../../aws';
import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { definitionsOf } from '../../tuning';
import type { ParentUse } from './subject';
import { subjectOf, summaryOf } from './summary-of';

/** Judges a parent of a warm start; `parent` is absent if there is no such tuning job. */
export function judgeParent(
  use: ParentUse,
  parent: ObservedTuningJob | undefined,
  experiment: string,
): readonly Diagnostic[] {
  const { name, path, objective } = use;
  const subject = subjectOf(experiment, name);
  if (use.by === 'extension') return judgeExtended(use, parent, subject);
  if (parent === undefined) {
    return [
      warningAt(
        path,
        summaryOf('Warm-Start Parent Not Found', subject),
        `Tuning job "${name}" does not exist now, so SageMaker refuses to start from it. If this apply launches it, a champion of ` +
          'that experiment must wait for its end before this experiment starts. Otherwise correct the name. ' +
          '[PREFLIGHT_PARENT_MISSING]',
      ),
    ];
  }
  const other = otherObjective(parent, objective);
  if (other !== undefined) {
    return [
      errorAt(
        path,
        summaryOf('Warm-Start Parent Has Another Objective', subject),
        `Tuning job "${name}" has the objective ${other}, and this experiment ${objective.type ?? ''} ` +
          `"${objective.metricName ?? ''}". SageMaker requires the same objective of a parent: use the same, or leave the parent ` +
          'out. [PREFLIGHT_PARENT_OBJECTIVE]',
      ),
    ];
  }
  if (parent.status === 'InProgress' || parent.status === 'Stopping') {
    return [
      warningAt(
        path,
        summaryOf('Warm-Start Parent Still Running', subject),
        `Tuning job "${name}" is ${parent.status}. SageMaker starts only from tuning jobs that have ended, so it refuses the ` +
          'launch until then. Apply when it has ended, or make this experiment depend on a champion that waits for it. ' +
          '[PREFLIGHT_PARENT_RUNNING]',
      ),
    ];
  }
  if (parent.counters.completed + parent.counters.stopped > 0) return [];
  return [
    warningAt(
      path,
      summaryOf('Warm-Start Parent Without Trials', subject),
      `Tuning job "${name}" is ${parent.status}, and none of its training jobs completed, so there is nothing to learn from it. ` +
        'Leave it out, or name a search that has results. [PREFLIGHT_PARENT_EMPTY]',
    ),
  ];
}

/**
 * Judges an earlier search that an extension starts from. Its objective is the same, and the plan knows whether it still runs: only
 * its record may have been deleted.
 */
function judgeExtended(
  { name, path }: ParentUse,
  parent: ObservedTuningJob | undefined,
  subject: string,
): readonly Diagnostic[] {
  if (parent !== undefined) return [];
  return [
    warningAt(
      path,
      summaryOf('Warm-Start Parent Not Found', subject),
      `The extension starts from tuning job "${name}" of an earlier generation, whose record was deleted, so SageMaker refuses the ` +
        'launch. Increase run, which launches the search without a warm start. [PREFLIGHT_PARENT_MISSING]',
    ),
  ];
}

/** Returns the parent's objective in words if it is known to differ. */
function otherObjective(
  { spec }: ObservedTuningJob,
  { type, metricName }: ParentUse['objective'],
): string | undefined {
  if (spec === undefined || type === undefined || metricName === undefined) return undefined;
  const objectives = definitionsOf(spec).map((definition) => definition.tuning_objective);
  if (objectives.some((one) => one.type === type && one.metric_name === metricName)) return undefined;
  return objectives.map((one) => `${one.type} "${one.metric_name}"`).join(' and ');
}
