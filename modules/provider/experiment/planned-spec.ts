import { isWhollyKnown } from '../../plugin';
import { writtenExperiment, specOf } from '../../tuning';
import type { ExperimentSpec } from '../../tuning';
import type { ExperimentPlan } from './types';

/** The names of the attributes whose unknown values leave a planned search unknown. */
export function undecidedAttributes(planned: ExperimentPlan): readonly string[] {
  return Object.keys(writtenExperiment).filter(
    (name) => !isWhollyKnown(planned[name as keyof ExperimentPlan]),
  );
}

/** Returns the search that a plan asks for, or `undefined` while any part of it is unknown. */
export function plannedSpec(planned: ExperimentPlan): ExperimentSpec | undefined {
  return undecidedAttributes(planned).length > 0 ? undefined : specOf(planned);
}
