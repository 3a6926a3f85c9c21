import type { CostQuestion } from '../cost-ceiling';
import type { Attributes } from './attribute';
import { experimentModel } from './model';
import { complete } from './spec';

/** Returns the bounds on the cost of a search that may be partly unknown; `undefined` while any of them is unknown. */
export function costQuestionOf(
  values: object,
  isUnknown: (value: unknown) => boolean,
): CostQuestion | undefined {
  const isDecided = (attributes: Attributes, inside: object): boolean =>
    Object.entries(attributes).every(([name, attribute]) => {
      const value = (inside as Readonly<Record<string, unknown>>)[name];
      if (!isPriced(attributes, name)) return true;
      if (isUnknown(value)) return false;
      return attribute.kind !== 'object' || isDecided(attribute.attributes ?? {}, value ?? {});
    });
  if (!isDecided(experimentModel, values)) return undefined;
  return complete(experimentModel, values, isUnknown) as unknown as CostQuestion;
}

function isPriced(attributes: Attributes, name: string): boolean {
  const { priced, attributes: inner = {} } = attributes[name] ?? {};
  return priced === true || Object.keys(inner).some((each) => isPriced(inner, each));
}
