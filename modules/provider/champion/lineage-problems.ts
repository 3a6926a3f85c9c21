import { errorAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isKnown, isWhollyKnown } from '../../plugin';
import { outsideLineage } from '../../tuning';
import type { ChampionPlan } from './types';

type Named = Pick<ChampionPlan, 'tuning_job_names' | 'pin' | 'reject' | 'approved_training_job'>;

/**
 * Returns an error for each name of a training job that no tuning job of the champion has launched, as far as the names are
 * known. Sends no request: the name contains the tuning job’s name.
 */
export function lineageProblems(planned: Named): readonly Diagnostic[] {
  const { tuning_job_names: names } = planned;
  if (!isWhollyKnown(names)) return [];
  const lineage = names as readonly string[];
  return (['pin', 'approved_training_job', 'reject'] as const).flatMap((attribute) => {
    const value = planned[attribute];
    if (!isKnown(value) || value === null || !isWhollyKnown(value)) return [];
    const given = typeof value === 'string' ? [value] : (value as readonly string[]);
    return outsideLineage(given, lineage).map((name) =>
      errorAt(
        [attribute],
        'Training Job of Another Search',
        `"${name}" is no training job of this champion's searches. Their names begin with ${listed(lineage)}. ` +
          '`tuneform trials` lists them.',
      ),
    );
  });
}

const MOST_LISTED = 5;

function listed(names: readonly string[]): string {
  const newest = names.slice(-MOST_LISTED).map((name) => `"${name}-"`);
  return names.length > MOST_LISTED
    ? `one of ${String(names.length)} names, such as ${newest.join(', ')}`
    : newest.join(' or ');
}
