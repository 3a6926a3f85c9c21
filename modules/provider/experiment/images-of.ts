import { definitionsOf } from '../../tuning';
import type { ExperimentSpec } from '../../tuning';

/** The images of all training definitions, each once. */
export const imagesOf = (spec: ExperimentSpec): readonly string[] => [
  ...new Set(definitionsOf(spec).flatMap((one) => one.algorithm_specification.training_image ?? [])),
];
