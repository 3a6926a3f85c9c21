import { formatPath } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { RULES } from './rules';
import type { RuleId } from './rules';

/** One way in which a response breaks a rule. Never quotes values, which may be secret. */
export interface Breach {
  readonly rule: RuleId;
  readonly path: AttributePath;
  /** What is wrong there, as the continuation of the path or of "the object". */
  readonly problem: string;
}

/** The provider and what it was doing: `{ provider: 'corner', doing: 'planning corner_thing' }`. */
export interface Culprit {
  readonly provider: string;
  readonly doing: string;
}

/** Returns a diagnostic that names rule, place and provider, before Terraform reports the same in general terms. */
export function breachDiagnostics(
  breaches: readonly Breach[],
  { provider, doing }: Culprit,
): readonly Diagnostic[] {
  return breaches.map(({ rule, path, problem }) => ({
    severity: 'error' as const,
    summary: `Provider Defect (${rule})`,
    detail:
      `While ${doing}, ${path.length === 0 ? 'the object' : `"${formatPath(path)}"`} ${problem}.\n\n` +
      `Rule ${rule}: ${RULES[rule]}\n\n` +
      `This is a defect of the provider "${provider}", not of the configuration. Please report it to the provider's developers.`,
    ...(path.length === 0 ? {} : { path }),
  }));
}
