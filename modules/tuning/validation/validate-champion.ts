import { errorAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';

/** The known part of a champion, under Terraform's attribute names. Whatever is decided later is left out or not a number. */
export interface ChampionDraft {
  readonly tuning_job_names?: readonly unknown[] | undefined;
  readonly gate?: { readonly minimum_improvement?: unknown } | null | undefined;
}

/**
 * Checks a champion as far as possible without asking AWS, at synth and at plan. Paths use Terraform's attribute names.
 * Never throws.
 */
export function validateChampion({ tuning_job_names: names, gate }: ChampionDraft): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (names?.length === 0) {
    problems.push(
      errorAt(
        ['tuning_job_names'],
        'No Tuning Job',
        'A champion needs at least one tuning job. Set tuning_job_names to those of a tuneform_experiment.',
      ),
    );
  }
  const improvement = gate?.minimum_improvement;
  if (typeof improvement === 'number' && improvement < 0) {
    problems.push(
      errorAt(
        ['gate', 'minimum_improvement'],
        'Number Out of Range',
        `${String(improvement)} is negative. Set a number of 0 or more, for either type of objective.`,
      ),
    );
  }
  return problems;
}
