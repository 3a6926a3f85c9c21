import type { ValueType } from '../schema/types/value-type';
import { equalValues } from './equal';

/** The elements that Terraform keeps when it makes a set of these. What is partly unknown equals nothing yet. */
export function distinct(element: ValueType, values: readonly unknown[]): readonly unknown[] {
  return values.filter(
    (value, index) => !values.slice(0, index).some((other) => equalValues(element, value, other)),
  );
}
