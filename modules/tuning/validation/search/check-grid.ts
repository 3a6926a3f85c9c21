import { placeDefinitions } from '../../experiment/definitions';
import type { ExperimentDraft } from '../../experiment/spec';
import { groupThousands } from '../../money';
import { MOST_TRAINING_JOBS } from '../../service-limits';
import { combinationsOf } from './check-space-size';
import type { Report } from '../report';

/** Checks a grid: categorical ranges alone, and as many training jobs as combinations. */
export function checkGrid(draft: ExperimentDraft, report: Report): void {
  if (draft.strategy !== 'Grid') return;
  const placed = placeDefinitions(draft);
  const before = report.diagnostics.length;
  for (const { definition, rangesPath } of placed) {
    for (const kind of [
      'integer_parameter_ranges',
      'continuous_parameter_ranges',
      'auto_parameters',
    ] as const) {
      const ranges = definition.hyper_parameter_ranges?.[kind] ?? [];
      if (ranges.length === 0) continue;
      report.error(
        [...rangesPath, kind],
        'Grid Is for Categories',
        `${kind} holds ${String(ranges.length)} and strategy is "Grid", which tries every combination of categorical values and takes no other ranges. List the values to try in categorical_parameter_ranges or use another strategy.`,
      );
    }
  }
  if (report.diagnostics.length === before) checkCount(draft, report);
}

function checkCount(draft: ExperimentDraft, report: Report): void {
  const size = placeDefinitions(draft).reduce((sum, place) => sum + combinationsOf(place), 0);
  if (!Number.isFinite(size) || size < 1) return;
  const path = ['resource_limits', 'max_number_of_training_jobs'];
  const total = draft.resource_limits?.max_number_of_training_jobs;
  if (size > MOST_TRAINING_JOBS.Grid) {
    report.error(
      ['strategy'],
      'Grid Too Large',
      `The categorical values have ${groupThousands(size)} combinations. SageMaker tries at most ${groupThousands(MOST_TRAINING_JOBS.Grid)} in one grid. Remove values or use strategy "Random".`,
    );
  } else if (typeof total === 'number' && total <= MOST_TRAINING_JOBS.Grid && total !== size) {
    report.error(
      path,
      'Not the Size of the Grid',
      `max_number_of_training_jobs is ${groupThousands(total)}, but the categorical values have ${groupThousands(size)} combinations, and a grid tries each once. Leave it out or set it to ${groupThousands(size)}.`,
    );
  }
  const parallel = draft.resource_limits?.max_parallel_training_jobs;
  if (total === null && parallel !== undefined && parallel > size) {
    report.error(
      ['resource_limits', 'max_parallel_training_jobs'],
      'More Parallel Jobs Than Jobs',
      `max_parallel_training_jobs is ${groupThousands(parallel)}, but the grid has only ${groupThousands(size)} combinations. Lower it.`,
    );
  }
}
