import { TuneformError, errorAt, messageOf } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { ValueFault } from '../cty/value-fault';
import { severity } from '../protocol/messages/values';
import type { AttributePathMessage, DiagnosticMessage, PathStep } from '../protocol/messages/values';
import { elementType } from '../schema/types/value-type';
import type { ValueType } from '../schema/types/value-type';
import { soundDiagnostics } from './sound-diagnostics';

/** Converts diagnostics to the protocol's form. `type` is the type of the object that the paths lead into. */
export function toDiagnosticMessages(
  diagnostics: readonly Diagnostic[],
  type?: ValueType,
): readonly DiagnosticMessage[] {
  return soundDiagnostics(diagnostics).map((diagnostic) => ({
    severity: diagnostic.severity === 'error' ? severity.error : severity.warning,
    summary: diagnostic.summary,
    detail: diagnostic.detail,
    ...(diagnostic.path === undefined || diagnostic.path.length === 0
      ? {}
      : { attribute: toPathMessage(diagnostic.path, type) }),
  }));
}

/**
 * Converts a path to the protocol's form. The type tells whether a name is an attribute or a map key. Elements of sets
 * cannot be addressed, so such a path ends at the set.
 */
export function toPathMessage(path: AttributePath, type?: ValueType): AttributePathMessage {
  const steps: PathStep[] = [];
  let inside = type;
  for (const step of path) {
    if (inside?.kind === 'set') break;
    if (inside?.kind === 'map' || inside?.kind === 'dynamic') {
      steps.push(typeof step === 'number' ? { elementKeyInt: step } : { elementKeyString: step });
    } else steps.push(typeof step === 'number' ? { elementKeyInt: step } : { attributeName: step });
    inside = typeAt(inside, step);
  }
  return { steps };
}

function typeAt(type: ValueType | undefined, step: string | number): ValueType | undefined {
  switch (type?.kind) {
    case 'object':
      return type.members[step];
    case 'list':
    case 'map':
      return elementType(type.element);
    case 'tuple': {
      const element = type.elements[Number(step)];
      return element === undefined ? undefined : elementType(element);
    }
    default:
      return undefined;
  }
}

/** Converts anything thrown to a diagnostic. `doing` completes "while …". */
export function diagnosticOf(thrown: unknown, doing: string, signal?: AbortSignal): Diagnostic {
  if (thrown instanceof TuneformError) {
    return { severity: 'error', summary: thrown.summary, detail: `${thrown.message} [${thrown.code}]` };
  }
  if (signal?.aborted === true) {
    return {
      severity: 'error',
      summary: 'Interrupted',
      detail: `Interrupted while ${doing}: ${messageOf(thrown)}.`,
    };
  }
  if (thrown instanceof ValueFault) {
    return errorAt(
      thrown.path,
      'Malformed Value',
      `While ${doing}, a value was not of the type that the schema gives it: ${thrown.problem}.`,
    );
  }
  return {
    severity: 'error',
    summary: 'Unexpected Provider Error',
    detail: `While ${doing}, an unexpected error occurred; please report it to the provider's developers.\n\n${messageOf(thrown)}`,
  };
}
