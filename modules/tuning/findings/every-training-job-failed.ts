import { describeCauses } from './describe-causes';
import { failureCauses } from './failure-cause';
import type { Finding, SearchReview } from './finding';
import { logTail, sentences, unreadNote } from './show-log';

/**
 * Every training job that was launched has failed. One is enough: it is a fact and not an estimate, and SageMaker itself ends a
 * search after the first few.
 */
export function everyTrainingJobFailed({ trials, logs }: SearchReview): readonly Finding[] {
  if (trials.length === 0 || trials.some(({ status }) => status !== 'Failed')) return [];
  const causes = failureCauses(trials);
  const example = causes[0]?.trials.find(({ trainingJobName: name }) => logs.lines.has(name));
  const one = trials.length === 1;
  return [
    {
      code: 'EVERY_TRAINING_JOB_FAILED',
      summary: 'Every Training Job Failed',
      severity: 'error',
      evidence: sentences(
        one
          ? 'The only training job failed.'
          : `All ${String(trials.length)} training jobs failed, ${
              causes.length === 1 ? 'for one reason' : `for ${String(causes.length)} reasons`
            }.`,
        describeCauses(causes, logs),
        example === undefined ? '' : logTail(logs, example.trainingJobName),
        unreadNote(logs),
      ),
      remedy: 'Correct the container, its data or its role, and raise the experiment’s run to search again.',
    },
  ];
}
