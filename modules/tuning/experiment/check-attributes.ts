import type { AttributePath } from '../../kernel';
import { checkWholeNumber } from '../validation/check-number';
import { checkLength, checkWord } from '../validation/check-text';
import { Report } from '../validation/report';
import type { Attribute, Attributes, Place } from './attribute';

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
    if (attribute === undefined || value === undefined) return [name, value];
    return [name, soundPart(attribute, value, report, { ...around, path: [...around.path, name] })];
  });
  return Object.fromEntries(sound) as T;
}

function soundPart(attribute: Attribute, value: unknown, report: Report, at: Around): unknown {
  const { kind, attributes = {}, noun = '' } = attribute;
  if (kind === 'object') return checkAttributes(attributes, value as Values, report, at);
  if (kind === 'list') {
    const [key = ''] = Object.keys(attributes);
    return (value as readonly Values[]).map((item, index) => {
      const named = item[key] === undefined ? `this ${noun}` : `${noun} ${JSON.stringify(item[key])}`;
      return checkAttributes(attributes, item, report, { path: [...at.path, index], element: named });
    });
  }
  const found = new Report();
  checkLeaf(attribute, value, placeOf(at), found);
  report.diagnostics.push(...found.diagnostics);
  return found.diagnostics.some(({ severity }) => severity === 'error') ? undefined : value;
}

function placeOf({ path, element }: Around): Place {
  return { path, name: element === undefined ? path.join('.') : `${String(path.at(-1))} of ${element}` };
}

function checkLeaf(attribute: Attribute, value: unknown, place: Place, report: Report): void {
  const { words, unsupported = [], whole, length, check } = attribute;
  if (typeof value === 'number') {
    if (whole !== undefined) checkWholeNumber(value, { ...place, ...whole }, report);
  } else if (typeof value === 'string') {
    if (unsupported.includes(value)) {
      const allowed = (words ?? []).map((word) => `"${word}"`).join(' or ');
      const detail = `${place.name} "${value}" exists in SageMaker, but Tuneform does not support it yet. Use ${allowed}.`;
      report.error(place.path, `${titleOf(place)} Not Supported`, detail);
    } else if (words !== undefined) checkWord(value, { ...place, allowed: words }, report);
    if (length !== undefined) checkLength(value, { ...place, min: length[0], max: length[1] }, report);
    check?.(value, place, report);
  }
}

/** `training_input_mode` → `Training Input Mode`. */
const titleOf = ({ path }: Place): string =>
  String(path.at(-1))
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
