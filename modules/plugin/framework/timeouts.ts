import { attr } from '../schema/attributes/attr';
import type { Attribute } from '../schema/attributes/attribute';
import { block } from '../schema/block';
import { parseDuration } from '../schema/values/duration';
import type { StringType } from '../schema/types/value-type';
import { duration } from '../schema/validators/duration';

/** The operations of a resource that can take long. */
export type TimedOperation = 'create' | 'read' | 'update' | 'delete';

/** The default limit of each operation: `{ create: '30m', delete: '1h' }`. */
export type TimeoutDefaults = Readonly<Partial<Record<TimedOperation, string>>>;

/** One optional duration for each operation that has a default. */
type TimeoutAttributes<T extends TimeoutDefaults> = {
  readonly [K in keyof T]: Attribute<StringType, 'optional'>;
};

/**
 * The attribute that practitioners know as `timeouts = { create = "30m" }`: one optional duration for each operation
 * named in `defaults`. Call it `timeouts` in the schema and give the same defaults to the resource, so that the
 * framework applies them: `attributes: { timeouts: timeouts(limits), … }` and `timeouts: limits`.
 *
 * Values that the practitioner omits stay null. Throws a RangeError if a default is not a duration.
 */
export function timeouts<const T extends TimeoutDefaults>(defaults: T) {
  return attr.object(membersFor(defaults), { optional: true, description: DESCRIPTION });
}

/** The same as a block, `timeouts { create = "30m" }`, for resources that have always had it in this form. */
export function timeoutsBlock<const T extends TimeoutDefaults>(defaults: T) {
  return block.single({ attributes: membersFor(defaults) }, { description: DESCRIPTION });
}

const DESCRIPTION = 'How long operations may take, each a duration such as `30m` or `1h30m`.';

function membersFor<T extends TimeoutDefaults>(defaults: T): TimeoutAttributes<T> {
  const entries = Object.entries(defaults).map(([operation, limit]) => {
    if ((parseDuration(limit) ?? 0) <= 0) {
      throw new RangeError(`the default timeout "${limit}" of ${operation} is not a duration`);
    }
    return [
      operation,
      attr.string({
        optional: true,
        validators: [duration({ positive: true })],
        description: `Time to ${operation}; default \`${limit}\`.`,
      }),
    ] as const;
  });
  return Object.fromEntries(entries) as TimeoutAttributes<T>;
}
