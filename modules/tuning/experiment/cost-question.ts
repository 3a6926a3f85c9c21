import type { CostQuestion } from '../cost-bound';
import type { Attributes } from './attribute';
import { experimentModel } from './model';
import { complete } from './complete';

/** Returns the bounds on the cost of a search that may be partly unknown; `undefined` while any of them is unknown. */
export function costQuestionOf(
  values: object,
  isUnknown: (value: unknown) => boolean,
): CostQuestion | undefined {
  const isDecided = (attributes: Attributes, inside: object): boolean =>
    Object.entries(attributes).every(([name, { kind, attributes: inner = {} }]) => {
      const value = (inside as Readonly<Record<string, unknown>>)[name] ?? undefined;
      if (!isPriced(attributes, name) || value === undefined) return true;
      if (isUnknown(value)) return false;
      if (kind === 'object') return isDecided(inner, value);
      if (kind !== 'list') return true;
      return (value as object[]).every((item) => !isUnknown(item) && isDecided(inner, item));
    });
  if (!isDecided(experimentModel, values)) return undefined;
  // The check above made sure that every priced attribute is known.
  const question = complete(experimentModel, values, { isUnknown }) as unknown as CostQuestion;
  const isCounted =
    question.strategy === 'Grid' && question.resource_limits.max_number_of_training_jobs === undefined;
  return isCounted && !areRangesKnown(values, isUnknown) ? undefined : question;
}

/** The training jobs of a grid are as many as its values. */
function areRangesKnown(values: object, isUnknown: (value: unknown) => boolean): boolean {
  const isKnown = (value: unknown): boolean => {
    if (isUnknown(value)) return false;
    return typeof value !== 'object' || value === null || Object.values(value).every(isKnown);
  };
  const { parameter_ranges: ranges, training_job_definitions: listed } = values as {
    readonly parameter_ranges?: unknown;
    readonly training_job_definitions?: readonly { readonly hyper_parameter_ranges?: unknown }[] | null;
  };
  return [ranges, ...(listed ?? []).map((one) => one.hyper_parameter_ranges)].every(isKnown);
}

function isPriced(attributes: Attributes, name: string): boolean {
  const { priced, attributes: inner = {} } = attributes[name] ?? {};
  return priced === true || Object.keys(inner).some((each) => isPriced(inner, each));
}
