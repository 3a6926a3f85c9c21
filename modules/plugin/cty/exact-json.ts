import { parseDecimal } from './decimal';
import { setMember } from './decode';
import { MAX_DEPTH, ValueFault } from './value-fault';

// Strings are checked once more by JSON.parse, control characters included.
const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))\s*/y;

/** JSON.parse that keeps every digit of a number. Slower; used only where digits would be lost. */
export function parseExactJson(text: string): unknown {
  const tokens = new Tokens(text);
  const value = readValue(tokens, 0);
  if (!tokens.done) throw new ValueFault('not JSON: text after the value');
  return value;
}

class Tokens {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at === this.text.length;
  }

  next(): RegExpExecArray {
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.text);
    if (match === null) throw new ValueFault(`not JSON at position ${String(this.at)}`);
    this.at = TOKEN.lastIndex;
    return match;
  }

  /** Reads `mark` if it is next. */
  skip(mark: string): boolean {
    const before = this.at;
    if (!this.done && this.next()[1] === mark) return true;
    this.at = before;
    return false;
  }

  expect(mark: string): void {
    if (!this.skip(mark)) throw new ValueFault(`not JSON at position ${String(this.at)}: expected ${mark}`);
  }
}

function readValue(tokens: Tokens, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new ValueFault('nested too deeply');
  const [, mark, text, number, word] = tokens.next();
  if (text !== undefined) return readText(text);
  if (number !== undefined) return parseDecimal(number);
  if (word !== undefined) return word === 'null' ? null : word === 'true';
  if (mark === '[') return readArray(tokens, depth + 1);
  if (mark === '{') return readObject(tokens, depth + 1);
  throw new ValueFault(`not JSON: unexpected ${String(mark)}`);
}

function readText(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw new ValueFault('not JSON: a string has a bad escape');
  }
}

function readArray(tokens: Tokens, depth: number): unknown[] {
  const out: unknown[] = [];
  if (tokens.skip(']')) return out;
  do out.push(readValue(tokens, depth));
  while (tokens.skip(','));
  tokens.expect(']');
  return out;
}

function readObject(tokens: Tokens, depth: number): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  if (tokens.skip('}')) return out;
  do {
    const literal = tokens.next()[2];
    if (literal === undefined) throw new ValueFault('not JSON: a member without a name');
    tokens.expect(':');
    setMember(out, readText(literal), readValue(tokens, depth));
  } while (tokens.skip(','));
  tokens.expect('}');
  return out;
}
