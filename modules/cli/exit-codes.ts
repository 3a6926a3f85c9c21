import { TuneformError } from '../kernel';

/** Exit codes of `tuneform`. Stable: scripts depend on these numbers. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  notFound: 3,
  orphans: 4,
  limitBroken: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const USAGE: ReadonlySet<string> = new Set(['BAD_USAGE', 'CONFIRMATION_NEEDED']);
const NOT_FOUND: ReadonlySet<string> = new Set([
  'EXPERIMENT_NOT_FOUND',
  'ENDPOINT_NOT_FOUND',
  'LOCAL_CLOUD_NOT_RUNNING',
  'PRICES_NOT_FOUND',
]);

/** Returns the exit code for a thrown value. */
export function exitCodeOf(thrown: unknown): ExitCode {
  if (!(thrown instanceof TuneformError)) return EXIT.failure;
  if (thrown.code === 'INTERRUPTED' || thrown.code === 'COMMAND_INTERRUPTED') return EXIT.interrupted;
  if (thrown.code === 'ORPHANS_FOUND') return EXIT.orphans;
  if (thrown.code === 'REVIEW_LIMIT_BROKEN') return EXIT.limitBroken;
  if (USAGE.has(thrown.code)) return EXIT.usage;
  return NOT_FOUND.has(thrown.code) ? EXIT.notFound : EXIT.failure;
}
