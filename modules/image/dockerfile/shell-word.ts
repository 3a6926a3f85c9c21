/** Returns the value of a variable, or `undefined` if it is not set. */
export type Lookup = (name: string) => string | undefined;

/** `$NAME`, `${NAME}`, `${NAME:-text}`, `${NAME-text}`, `${NAME:+text}`, `${NAME+text}` at the start of a text. */
const VARIABLE = /^\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+])([^}]*))?\})/;

/** Splits at unquoted blanks. Quotes and escapes stay in the words, for `expandWord`. */
export function splitWords(text: string, escape: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === escape && quote !== "'") {
      word += character + text.charAt(++at);
    } else if (quote === '' && /\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      if (quote === character) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      word += character;
    }
  }
  return word === '' ? words : [...words, word];
}

/**
 * Returns a word with quotes removed, escapes resolved and variables expanded, by the rules of a Dockerfile: single quotes
 * prevent expansion, and a variable that is not set expands to nothing.
 */
export function expandWord(word: string, lookup: Lookup, escape: string): string {
  let out = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const character = word.charAt(at);
    if (character === escape && quote !== "'") {
      const next = word.charAt(++at);
      // Inside double quotes an escape before an ordinary character is itself ordinary.
      out += quote === '"' && !['"', '$', escape].includes(next) ? character + next : next;
    } else if (character === quote) {
      quote = '';
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
    } else if (character === '$' && quote !== "'") {
      const match = VARIABLE.exec(word.slice(at));
      out += match === null ? character : valueOf(match, lookup, escape);
      at += (match?.[0].length ?? 1) - 1;
    } else {
      out += character;
    }
  }
  return out;
}

function valueOf(match: RegExpExecArray, lookup: Lookup, escape: string): string {
  const value = lookup(match[1] ?? match[2] ?? '');
  const operator = match[3];
  if (operator === undefined) return value ?? '';
  const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  const replacement = expandWord(match[4] ?? '', lookup, escape);
  if (operator.endsWith('-')) return isSet ? (value ?? '') : replacement;
  return isSet ? replacement : '';
}
