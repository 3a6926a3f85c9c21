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

/** A limit of the account, its current use and the amount that a request adds. */
export interface Excess {
  readonly limit: number;
  readonly used?: number;
  readonly asked: number;
  /** As in `Instances`. */
  readonly unit?: string;
}

/** Returns SageMaker's error for a request above a limit of the account. */
export function overLimit(name: string, { limit, used = 0, asked, unit }: Excess): ServiceFault {
  const amount = (count: number): string => `${String(count)}${unit === undefined ? '' : ` ${unit}`}`;
  return new ServiceFault(
    'ResourceLimitExceeded',
    `The account-level service limit '${name}' is ${amount(limit)}, with current utilization of ${amount(used)} and a request delta of ${amount(asked)}. Please use AWS Service Quotas to request an increase for this quota.`,
  );
}
