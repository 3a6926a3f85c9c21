import type { Objective, ReviewedDefinition, TrialRecord } from '../../tuning';
import { selectBestTrainingJob } from '../../tuning';

/** The best training job of one training definition. */
export interface Winner {
  readonly definition: string | undefined;
  readonly objective: Objective;
  readonly trial: TrialRecord;
}

/** Returns the objective that all definitions share; undefined if their values do not compare. */
export function sharedObjective(definitions: readonly ReviewedDefinition[]): Objective | undefined {
  const [first, ...others] = definitions.map(({ objective }) => objective);
  const isShared = others.every(
    ({ type, metric_name: metric }) => type === first?.type && metric === first.metric_name,
  );
  return isShared ? first : undefined;
}

/** Returns the best training job of each definition that has one, judged by the definition's own objective. */
export function winnersOf(
  definitions: readonly ReviewedDefinition[],
  trials: readonly TrialRecord[],
  favoured: ReadonlySet<string>,
): readonly Winner[] {
  return definitions.flatMap(({ name: definition, objective }) => {
    const own = trials.filter(({ definitionName }) => definitionName === definition);
    const trial = selectBestTrainingJob(own, objective, favoured);
    return trial === undefined ? [] : [{ definition, objective, trial }];
  });
}
