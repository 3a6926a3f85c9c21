import { errorAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';

/** The known part of a champion, under Terraform's attribute names. Whatever is decided later is left out or not a number. */
export interface ChampionDraft {
  readonly tuning_job_names?: unknown;
  readonly gate?:
    { readonly minimum_improvement?: unknown; readonly maximum_cost_usd?: unknown } | null | undefined;
  readonly approval?: unknown;
  readonly approved_training_job?: unknown;
  readonly pin?: unknown;
  readonly reject?: readonly unknown[] | null | undefined;
}

/**
 * Checks a champion as far as possible without asking AWS, at synth and at plan. Paths use Terraform's attribute names.
 * Never throws.
 */
export function validateChampion(draft: ChampionDraft): readonly Diagnostic[] {
  return [
    ...(isBlank(draft.tuning_job_names) ? [noTuningJob()] : []),
    ...negative(draft, 'minimum_improvement', 'a number of 0 or more, for either type of objective'),
    ...negative(draft, 'maximum_cost_usd', 'a number of dollars, 0 or more'),
    ...unheard(draft),
    ...pinnedAndRejected(draft),
  ];
}

const isBlank = (names: unknown): boolean => typeof names === 'string' && names.trim() === '';

function noTuningJob(): Diagnostic {
  return errorAt(
    ['tuning_job_names'],
    'No Tuning Job',
    'A champion needs at least one tuning job. Set tuning_job_names to those of a tuneform_experiment.',
  );
}

function negative(
  { gate }: ChampionDraft,
  name: 'minimum_improvement' | 'maximum_cost_usd',
  allowed: string,
): readonly Diagnostic[] {
  const value = gate?.[name];
  if (typeof value !== 'number' || value >= 0) return [];
  return [
    errorAt(
      ['gate', name],
      'Number Out of Bounds',
      `gate.${name} is ${String(value)}. It must be ${allowed}.`,
    ),
  ];
}

/** Rejects an approval that no attribute reads, because its author would rely on it. */
function unheard({ approval, approved_training_job: approved }: ChampionDraft): readonly Diagnostic[] {
  if (
    typeof approved !== 'string' ||
    (approval !== null && approval !== 'planned' && approval !== 'automatic')
  ) {
    return [];
  }
  return [
    errorAt(
      ['approved_training_job'],
      'Approval Without Effect',
      `approved_training_job is "${approved}", but approval is "${approval ?? 'planned'}". Set approval to "manual", or leave approved_training_job out.`,
    ),
  ];
}

function pinnedAndRejected({ pin, reject }: ChampionDraft): readonly Diagnostic[] {
  if (
    typeof pin !== 'string' ||
    !reject?.some((name) => name === pin || pin.startsWith(`${String(name)}-`))
  ) {
    return [];
  }
  return [
    errorAt(
      ['pin'],
      'Pinned and Rejected',
      `Training job "${pin}" is pinned and rejected. Remove it from pin or from reject.`,
    ),
  ];
}
