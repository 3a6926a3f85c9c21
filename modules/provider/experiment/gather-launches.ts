import { messageOf, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { Launch } from './launch-tuning-job';

/** How the launch of one tuning job of a search ended; `refused` is the error of a refused launch. */
export interface LaunchEnd {
  readonly name: string;
  readonly launch?: Launch;
  readonly refused?: unknown;
}

/**
 * Returns the outcomes of the launches of a search, in their order. Pure. If only some were refused, those are pending: an error
 * would make Terraform replace an experiment whose other tuning jobs run and cost money. The next apply requests them again.
 * Throws the first refusal if no tuning job exists or may exist.
 */
export function gatherLaunches(ends: readonly LaunchEnd[]): readonly Launch[] {
  const refused = ends.find((end) => end.launch === undefined);
  const running = ends.filter(({ launch }) => launch !== undefined && launch.status !== 'Pending');
  if (refused !== undefined && running.length === 0) throw refused.refused;
  const others = running.map(({ name }) => `"${name}"`).join(', ');
  return ends.map(
    ({ name, launch, refused: error }) =>
      launch ?? { status: 'Pending', diagnostics: [refusedInPart(name, error, others)] },
  );
}

function refusedInPart(name: string, error: unknown, others: string): Diagnostic {
  return warningAt(
    [],
    'Search Launched in Part',
    `Tuning job "${name}" was not launched, but others of the same search exist or may exist: ${others}. The status is Pending, ` +
      `and the next apply requests it again; destroying stops the others. ${messageOf(error)} [LAUNCH_REFUSED_IN_PART]`,
  );
}
