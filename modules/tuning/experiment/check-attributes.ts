import { formatPath } from '../../kernel';
import type { AttributePath } from '../../kernel';
import { checkWholeNumber } from '../validation/attributes/check-number';
import { checkLength, checkWord } from '../validation/attributes/check-text';
import { Report } from '../validation/report';
import type { Attribute, Attributes, Place } from './attribute';
import { countText, pluralOf } from './describe-attribute';

type Values = Readonly<Record<string, unknown>>;

/** The list element that contains a value: `channel "train"`. */
interface Around {
  readonly path: AttributePath;
  readonly element?: string | undefined;
}

/**
 * Reports each value that is wrong by itself, and returns the other values. The checks that compare several values
 * treat a wrong one as unknown.
 */
export function checkAttributes<T extends object>(
  attributes: Attributes,
  draft: T,
  report: Report,
  around: Around = { path: [] },
): T {
  const sound = Object.entries(draft).map(([name, value]): [string, unknown] => {
    const attribute = attributes[name];
    if (attribute === undefined || value === undefined || value === null) return [name, value];
    return [name, soundPart(attribute, value, report, { ...around, path: [...around.path, name] })];
  });
  return Object.fromEntries(sound) as T;
}

function soundPart(attribute: Attribute, value: unknown, report: Report, at: Around): unknown {
  const { kind, attributes = {}, noun = '' } = attribute;
  const isWhole = checkCount(attribute, value, placeOf(at), report);
  if (kind === 'object') return checkAttributes(attributes, value as Values, report, at);
  if (kind === 'list') {
    const [key = ''] = Object.keys(attributes);
    return (value as readonly Values[]).map((item, index) => {
      const named = item[key] === undefined ? `this ${noun}` : `${noun} ${JSON.stringify(item[key])}`;
      return checkAttributes(attributes, item, report, { path: [...at.path, index], element: named });
    });
  }
  if (kind === 'texts' || kind === 'map') {
    if (!isWhole) return undefined;
    if (kind === 'map') return value;
    return (value as readonly (string | undefined)[]).map((text, index) =>
      text === undefined
        ? undefined
        : soundLeaf(attribute, text, report, { ...at, path: [...at.path, index] }),
    );
  }
  return soundLeaf(attribute, value, report, at);
}

function soundLeaf<T>(attribute: Attribute, value: T, report: Report, at: Around): T | undefined {
  const found = new Report();
  checkLeaf(attribute, value, placeOf(at), found);
  report.diagnostics.push(...found.diagnostics);
  return found.diagnostics.some(({ severity }) => severity === 'error') ? undefined : value;
}

/** Reports a list, texts or a map with too few or too many entries. Returns true if the count is allowed. */
function checkCount(
  { count, noun, presence }: Attribute,
  value: unknown,
  place: Place,
  report: Report,
): boolean {
  if (count === undefined || typeof value !== 'object' || value === null) return true;
  const [min, max] = count;
  const { length } = Object.keys(value);
  // An omitted list counts as empty.
  if (length <= max && (length >= min || (length === 0 && presence !== 'required'))) return true;
  const things = noun === undefined ? 'entries' : pluralOf(noun);
  const remedy = length < min ? `Add ${min === 1 ? 'one' : String(min - length)}.` : 'Remove some.';
  report.error(
    place.path,
    `Wrong Number of ${things.replaceAll(/(?:^|\b)[a-z]/g, (letter) => letter.toUpperCase())}`,
    `${place.name} holds ${String(length)}. It must hold ${countText(count)} ${things}. ${remedy}`,
  );
  return false;
}

function placeOf({ path, element }: Around): Place {
  const own = path.slice(path.findLastIndex((step) => typeof step === 'string'));
  return { path, name: element === undefined ? formatPath(path) : `${formatPath(own)} of ${element}` };
}

function checkLeaf(attribute: Attribute, value: unknown, place: Place, report: Report): void {
  const { words, whole, length, check } = attribute;
  if (typeof value === 'number') {
    if (whole !== undefined) checkWholeNumber(value, { ...place, ...whole }, report);
  } else if (typeof value === 'string') {
    if (words !== undefined) checkWord(value, { ...place, allowed: words }, report);
    if (length !== undefined) checkLength(value, { ...place, min: length[0], max: length[1] }, report);
    check?.(value, place, report);
  }
}
