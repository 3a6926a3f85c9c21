import { definitionsOf } from '../experiment/definitions';
import type { ExperimentSpec, ParameterRanges } from '../experiment/spec';
import { rangesOf } from '../parameter-range';
import type { ReviewedDefinition } from './finding';

/** Returns what a review has to know of each training definition of a search. */
export function reviewedDefinitions(spec: ExperimentSpec): readonly ReviewedDefinition[] {
  return definitionsOf(spec).map((definition) => {
    const { definition_name: name, tuning_objective: objective } = definition;
    // Autotune chooses ranges that the description does not tell.
    const { hyper_parameter_ranges: ranges } = definition as { hyper_parameter_ranges?: ParameterRanges };
    const { metric_definitions: metrics } = definition.algorithm_specification;
    return {
      name,
      objective,
      ranges: ranges === undefined ? [] : rangesOf(ranges),
      regex: metrics.find((metric) => metric.name === objective.metric_name)?.regex,
    };
  });
}
