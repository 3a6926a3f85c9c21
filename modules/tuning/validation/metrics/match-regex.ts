import type { RegexNode } from './regex-syntax';

/**
 * Enough for every sensible expression on a line of a hundred characters; the check stops instead of waiting for a
 * hostile one.
 */
const MOST_STEPS = 100_000;

class OutOfSteps extends Error {}

/**
 * Returns the text of the first group at the expression's first match; undefined without a match or after too many
 * steps. JavaScript's own engine cannot be stopped: `(a+)+$` on the wrong line would hang the plan.
 */
export function matchRegex(node: RegexNode, text: string): string | undefined {
  const match = new Match(text);
  try {
    for (let at = 0; at <= text.length; at += 1) {
      if (match.step(node, at, () => true)) return match.first;
    }
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
  }
  return undefined;
}

type Rest = (at: number) => boolean;

class Match {
  /** Text of the first group. */
  first: string | undefined;
  private readonly text: string;
  private steps = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** True if the node matches at a position and what follows it matches after that. */
  step(node: RegexNode, at: number, rest: Rest): boolean {
    this.steps += 1;
    if (this.steps > MOST_STEPS) throw new OutOfSteps();
    switch (node.kind) {
      case 'character':
        return at < this.text.length && node.fits(this.text[at] ?? '') && rest(at + 1);
      case 'edge':
        return this.isEdge(node.edge, at) && rest(at);
      case 'choice':
        return node.options.some((option) => this.step(option, at, rest));
      case 'sequence':
        return this.sequence(node.items, at, rest);
      case 'group':
        return this.group(node, at, rest);
      case 'repeat':
        return this.repeat(node, { at, count: 0, rest });
    }
  }

  private sequence(items: readonly RegexNode[], at: number, rest: Rest): boolean {
    const [head, ...tail] = items;
    if (head === undefined) return rest(at);
    return this.step(head, at, (next) => this.sequence(tail, next, rest));
  }

  private group(node: Extract<RegexNode, { kind: 'group' }>, at: number, rest: Rest): boolean {
    if (node.index !== 1) return this.step(node.item, at, rest);
    const before = this.first;
    return this.step(node.item, at, (end) => {
      this.first = this.text.slice(at, end);
      if (rest(end)) return true;
      this.first = before;
      return false;
    });
  }

  private repeat(
    node: Extract<RegexNode, { kind: 'repeat' }>,
    { at, count, rest }: { readonly at: number; readonly count: number; readonly rest: Rest },
  ): boolean {
    const more = () =>
      count < node.max &&
      this.step(node.item, at, (next) =>
        // An item that matched no text would repeat for ever.
        next === at && count >= node.min ? false : this.repeat(node, { at: next, count: count + 1, rest }),
      );
    if (count < node.min) return more();
    return node.lazy ? rest(at) || more() : more() || rest(at);
  }

  private isEdge(edge: string, at: number): boolean {
    if (edge === '^') return at === 0;
    if (edge === '$') return at === this.text.length;
    const isWord = (index: number) => /\w/.test(this.text[index] ?? '');
    return (isWord(at - 1) !== isWord(at)) === (edge === '\\b');
  }
}
