import { groupThousands } from '../money';
import type { Attribute } from './attribute';

/** Returns Markdown for the reference: the attribute's sentence and its allowed values, from its checks. */
export function describeAttribute(attribute: Attribute): string {
  const { sentence, words, whole, count, noun, default: usual } = attribute;
  const limits = [
    ...(words === undefined ? [] : [wordsText(words, usual ?? attribute.filledIn)]),
    ...(whole?.max === undefined
      ? []
      : [
          `${groupThousands(whole.min)} to ${groupThousands(whole.max)}${whole.unit === undefined ? '' : ` ${whole.unit}`}`,
        ]),
    ...(count === undefined ? [] : [`${countText(count)}${noun === undefined ? '' : ` ${pluralOf(noun)}`}`]),
  ];
  if (typeof usual === 'number') limits.push(`Default ${String(usual)}`);
  return [sentence, ...limits.map((limit) => `${limit}.`)].join(' ');
}

/** `1 to 20`, `up to 5`. */
export const countText = ([min, max]: readonly [number, number]): string =>
  min === max ? String(max) : min === 0 ? `up to ${String(max)}` : `${String(min)} to ${String(max)}`;

/** `entry` → `entries`, `channel` → `channels`. */
export const pluralOf = (noun: string): string =>
  noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;

/** `` `File` (default), `Pipe` or `FastFile` ``. */
function wordsText(words: readonly string[], usual: unknown): string {
  const named = words.map((word) => (word === usual ? `\`${word}\` (default)` : `\`${word}\``));
  const last = named.at(-1) ?? '';
  return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} or ${last}`;
}
