import { placeDefinitions } from '../../experiment/definitions';
import type { PlacedDefinition } from '../../experiment/definitions';
import type { ExperimentDraft } from '../../experiment/spec';
import { groupThousands } from '../../money';
import { placeRanges, sizeOf } from './check-ranges';
import type { Report } from '../report';

/** SageMaker rejects a finite space with fewer combinations than training jobs. */
export function checkSpaceSize(draft: ExperimentDraft, report: Report): void {
  const total = draft.resource_limits?.max_number_of_training_jobs ?? undefined;
  // A grid has a rule of its own.
  if (total === undefined || draft.strategy === undefined || draft.strategy === 'Grid') return;
  const size = placeDefinitions(draft).reduce((sum, place) => sum + combinationsOf(place), 0);
  if (!(size > 0 && size < total)) return;
  report.error(
    ['resource_limits', 'max_number_of_training_jobs'],
    'Search Space Smaller Than the Search',
    `max_number_of_training_jobs is ${groupThousands(total)}, but the parameter ranges have only ${groupThousands(size)} different ${size === 1 ? 'combination' : 'combinations'}. Lower it to ${groupThousands(size)} or widen the ranges.`,
  );
}

/** Returns how many combinations the ranges of a definition have; infinite while that is not known. */
export function combinationsOf(place: PlacedDefinition): number {
  const ranges = place.definition.hyper_parameter_ranges;
  const isKnown =
    ranges !== undefined &&
    (['integer', 'continuous', 'categorical'] as const).every(
      (kind) => ranges[`${kind}_parameter_ranges`] !== undefined,
    );
  const placed = placeRanges(place);
  if (!isKnown || placed.length === 0 || (ranges.auto_parameters ?? []).length > 0) return Infinity;
  return placed.reduce((product, { range }) => product * sizeOf(range), 1);
}
