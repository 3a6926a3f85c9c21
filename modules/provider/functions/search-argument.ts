import { formatPath } from '../../kernel';
import type { AttributePath } from '../../kernel';
import type { DynamicValue } from '../../plugin';
import { ExactNumber, FunctionRejection } from '../../plugin';
import { costQuestionOf, writtenExperiment } from '../../tuning';
import type { Attribute, Attributes, CostQuestion } from '../../tuning';
import { experimentSchema } from '../experiment/schema';

type Values = Readonly<Record<string, unknown>>;

/** Position of the search among the arguments. */
const POSITION = 1;

/** What a search has besides the model's attributes, if it is a whole resource. */
const OTHERS: ReadonlySet<string> = new Set(Object.keys(experimentSchema.attributes));

/**
 * Returns what the cost of the search in an argument depends on. Terraform knows nothing about the members of a dynamic argument,
 * so this converts numbers and rejects what a resource's schema would reject: a misspelt member would otherwise leave a limit out.
 */
export function searchOf({ value }: DynamicValue): CostQuestion {
  const values = objectOf(writtenExperiment, value, []);
  const question = costQuestionOf(values, () => false);
  if (question === undefined) throw new Error('nothing is unknown, so the question cannot be');
  return question;
}

function objectOf(attributes: Attributes, value: unknown, path: AttributePath): Values {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw rejection(path, 'must be an object');
  }
  const misspelt = Object.keys(value).find(
    (name) => !Object.hasOwn(attributes, name) && !(path.length === 0 && OTHERS.has(name)),
  );
  if (misspelt !== undefined) {
    throw rejection([...path, misspelt], 'is not an argument of tuneform_experiment');
  }
  const pairs = Object.entries(attributes).flatMap(([name, attribute]) => {
    const given = (value as Values)[name] ?? undefined;
    const place = [...path, name];
    if (given !== undefined) return [[name, valueOf(attribute, given, place)] as const];
    if (attribute.presence === 'required' && isPriced(attribute)) {
      throw rejection(place, 'is missing: the cost depends on it');
    }
    return [];
  });
  return Object.fromEntries(pairs);
}

function valueOf(attribute: Attribute, value: unknown, path: AttributePath): unknown {
  const { kind, attributes = {} } = attribute;
  if (kind === 'object') return objectOf(attributes, value, path);
  if (kind === 'number') return numberOf(attribute, value, path);
  if (kind !== 'list') return value;
  if (!Array.isArray(value)) throw rejection(path, 'must be a list');
  return value.map((item, index) => objectOf(attributes, item, [...path, index]));
}

/** A number, or a text of one, which Terraform converts for a resource. */
function numberOf({ whole }: Attribute, value: unknown, path: AttributePath): number {
  const number = value instanceof ExactNumber ? value.toNumber() : numberIn(value);
  if (!Number.isFinite(number)) throw rejection(path, 'must be a number');
  if (whole === undefined) return number;
  const { min, max = Infinity } = whole;
  if (!Number.isInteger(number) || number < min || number > max) {
    const range = max === Infinity ? `${String(min)} or more` : `from ${String(min)} to ${String(max)}`;
    throw rejection(path, `must be a whole number, ${range}, and is ${String(number)}`);
  }
  return number;
}

function numberIn(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

const isPriced = ({ priced, attributes = {} }: Attribute): boolean =>
  priced === true || Object.values(attributes).some(isPriced);

const rejection = (path: AttributePath, problem: string): FunctionRejection =>
  new FunctionRejection(path.length === 0 ? problem : `${formatPath(path)} ${problem}`, POSITION);
