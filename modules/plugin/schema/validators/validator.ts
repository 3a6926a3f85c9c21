import type { AttributePath, Diagnostic } from '../../../kernel';

/**
 * A check of one attribute's configured value. Runs only for values that are known and not null, while
 * validating, so it must not depend on anything but the value.
 */
export interface Validator<T> {
  /** What is allowed, as the continuation of "must be …"; goes into the reference documentation. */
  readonly description: string;
  /** The closed set of texts that are allowed, where there is one; types of bindings are made from it. */
  readonly words?: readonly string[];
  /** Empty when the value is allowed. `path` is where the value is in the configuration. */
  check(value: T, path: AttributePath): readonly Diagnostic[];
}
