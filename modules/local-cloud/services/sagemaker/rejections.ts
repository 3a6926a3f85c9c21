import { ServiceFault } from '../../ports/service';

/** Returns SageMaker's error for an invalid request. */
export const invalid = (message: string): ServiceFault => new ServiceFault('ValidationException', message);

/** Returns the error for a setting that AWS accepts but the local cloud would have to ignore. */
export const unsupported = (what: string): ServiceFault =>
  invalid(`${what} is not supported by the local cloud yet. Leave it out, or use target "aws".`);

/** A required member. The protocol layer has already rejected requests without it. */
export function member<T>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw invalid(
      `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}
