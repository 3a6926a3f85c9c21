import type { Diagnostic } from '../../kernel';
import { isKnown, isUnknown } from '../../plugin';
import type { ConfigOf, PlanOf } from '../../plugin';
import { trainingJobDraftOf, validateTrainingJob } from '../../tuning';
import type { trainingJobSchema } from './schema';

type Schema = typeof trainingJobSchema;

/** Returns what a look at a configuration or plan alone says of it, as far as it is known. */
export function findingsOf(
  values: Pick<ConfigOf<Schema>, 'require'> | Pick<PlanOf<Schema>, 'require'>,
): readonly Diagnostic[] {
  const { require } = values;
  const names = isKnown(require) && require !== null ? require.metric_names : [];
  const known = isKnown(names) ? (names ?? []).map((name) => (isKnown(name) ? name : undefined)) : [];
  return validateTrainingJob(trainingJobDraftOf(values, isUnknown), known);
}
