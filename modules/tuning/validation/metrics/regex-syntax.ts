/** A parsed regular expression, with enough structure to make and match examples. */
export type RegexNode =
  | { readonly kind: 'character'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  /** `index` counts capture groups from 1; 0 is a group that captures nothing. */
  | { readonly kind: 'group'; readonly item: RegexNode; readonly index: number }
  | { readonly kind: 'edge'; readonly edge: '^' | '$' | '\\b' | '\\B' };

class UnsupportedSyntax extends Error {}

/** Parses an expression. Returns undefined for syntax beyond the common core, such as lookaround. */
export function parseRegex(regex: string): RegexNode | undefined {
  const flags = /^\(\?([a-z]+)\)/.exec(regex);
  const parser = new Parser(regex.slice(flags?.[0].length ?? 0), flags?.[1]?.includes('i') === true);
  try {
    return parser.parse();
  } catch (error) {
    if (error instanceof UnsupportedSyntax || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class Parser {
  private readonly text: string;
  private readonly ignoreCase: boolean;
  private at = 0;
  private groups = 0;

  constructor(text: string, ignoreCase: boolean) {
    this.text = text;
    this.ignoreCase = ignoreCase;
  }

  parse(): RegexNode {
    const node = this.choice();
    if (this.at < this.text.length) throw new UnsupportedSyntax();
    return node;
  }

  private choice(): RegexNode {
    const options = [this.sequence()];
    while (this.take(/\|/y) !== undefined) options.push(this.sequence());
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (this.at < this.text.length && !/[|)]/.test(this.text[this.at] ?? '')) {
      items.push(this.repeated(this.item()));
    }
    return { kind: 'sequence', items };
  }

  private repeated(item: RegexNode): RegexNode {
    const quantifier = this.take(/([*+?]|\{(\d+)(,(\d*))?\})([?+]?)/y);
    if (quantifier === undefined) return item;
    const [, sign, low, comma, high, suffix] = quantifier;
    if (suffix === '+') throw new UnsupportedSyntax();
    const min = sign === '+' ? 1 : Number(low ?? 0);
    const max =
      sign === '?'
        ? 1
        : low === undefined || high === ''
          ? Infinity
          : Number(comma === undefined ? low : high);
    return { kind: 'repeat', item, min, max, lazy: suffix === '?' };
  }

  private item(): RegexNode {
    const edge = this.take(/[$^]|\\[bB]/y);
    if (edge !== undefined) return { kind: 'edge', edge: edge[0] as '^' };
    const open = this.take(/\((\?:|\?P?<[A-Za-z]\w*>|\?)?/y);
    if (open !== undefined) return this.group(open[1]);
    const character = this.take(
      /\[\^?\]?(?:\\.|[^\]\\])*\]|\\[dDwWsStnrfv]|\\[^A-Za-z0-9]|[^\\[*+?{]|\{(?!\d)/sy,
    );
    if (character === undefined) throw new UnsupportedSyntax();
    const one = new RegExp(`^(?:${spelt(character[0])})$`, this.ignoreCase ? 'i' : '');
    return { kind: 'character', fits: (candidate) => one.test(candidate) };
  }

  private group(opening: string | undefined): RegexNode {
    if (opening === '?') throw new UnsupportedSyntax();
    const index = opening === '?:' ? 0 : ++this.groups;
    const item = this.choice();
    if (this.take(/\)/y) === undefined) throw new UnsupportedSyntax();
    return { kind: 'group', item, index };
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text) ?? undefined;
    if (match !== undefined) this.at += match[0].length;
    return match;
  }
}

/** JavaScript reads `[]…]` and `{` differently from Java. */
function spelt(character: string): string {
  return character.replace(/^(\[\^?)\]/, '$1\\]').replace(/^\{$/, '\\{');
}
