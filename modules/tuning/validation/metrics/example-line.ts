import type { RegexNode } from './regex-syntax';

/** Tried in this order, so that an example reads like a line of a log. */
const CHARACTERS = [...Array.from('x0 :=', String), ...span(97, 122), ...span(32, 126), '\t'];

/** Returns the shortest line that an expression matches, with `value` in place of its first capture group. */
export function exampleLine(node: RegexNode, value: string): string {
  switch (node.kind) {
    case 'character':
      return CHARACTERS.find((character) => node.fits(character)) ?? '';
    case 'edge':
      return '';
    case 'sequence':
      return node.items.map((item) => exampleLine(item, value)).join('');
    case 'choice': {
      const option = node.options.find(holdsValue) ?? node.options[0];
      return option === undefined ? '' : exampleLine(option, value);
    }
    case 'group':
      return node.index === 1 ? value : exampleLine(node.item, value);
    case 'repeat': {
      // Sixty-four repetitions are as good an example as a thousand.
      const times = Math.min(holdsValue(node.item) ? Math.max(node.min, 1) : node.min, 64);
      return exampleLine(node.item, value).repeat(times);
    }
  }
}

function holdsValue(node: RegexNode): boolean {
  switch (node.kind) {
    case 'sequence':
      return node.items.some(holdsValue);
    case 'choice':
      return node.options.some(holdsValue);
    case 'group':
      return node.index === 1 || holdsValue(node.item);
    case 'repeat':
      return holdsValue(node.item);
    default:
      return false;
  }
}

function span(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i));
}
