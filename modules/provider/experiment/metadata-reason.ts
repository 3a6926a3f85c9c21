import { classifyChange, explainChange, specOf, writtenExperiment } from '../../tuning';
import type { EarlierJob } from './job-statuses';
import { plannedSpec } from './planned-spec';
import type { ExperimentPlan, ExperimentState } from './types';

/**
 * Returns the reason for the verdict `metadata only`. It names values of the search, which the next launch uses, with the old and the
 * new one; of the others it names the attribute.
 */
export function metadataReason(
  changed: readonly (keyof ExperimentPlan)[],
  planned: ExperimentPlan,
  { prior, running }: { readonly prior: ExperimentState; readonly running: readonly EarlierJob[] },
): string {
  const stops = running.map(
    ({ name, generation }) =>
      `tuning job ${name} of generation ${String(generation)} still runs, and on_change is stop_previous, so applying stops it`,
  );
  const spec = plannedSpec(planned);
  const isOfSearch = (name: string): boolean => Object.hasOwn(writtenExperiment, name);
  const named = changed.filter(
    (name) =>
      !isOfSearch(name) &&
      name !== 'tuning_job_statuses' &&
      (name !== 'tags_all' || !changed.includes('tags')),
  );
  const before = specOf(prior);
  // Another order or spelling of the same is no edit of a value.
  const isEdited = spec !== undefined && classifyChange(before, spec).length > 0;
  const values = isEdited ? [explainChange(before, spec)] : changed.filter(isOfSearch);
  const stays = isEdited
    ? 'the search stays as it is, and the next one uses the new value'
    : 'the search stays as it is';
  const names = [...values, ...named];
  const kept = names.length === 0 ? [] : [`only ${names.join(', ')} changed; ${stays}`];
  return [...kept, ...stops].join('; ');
}
