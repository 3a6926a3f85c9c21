import { expandWord, splitWords } from '../../../modules/image/dockerfile/shell-word';

const VALUES: Readonly<Record<string, string>> = { A: 'one', EMPTY: '', PATH: '/bin' };
const expand = (word: string): string => expandWord(word, (name) => VALUES[name], '\\');

test.each([
  { text: 'a b  c', words: ['a', 'b', 'c'], why: 'blanks of any number' },
  { text: 'a="x y" b', words: ['a="x y"', 'b'], why: 'double quotes hold together' },
  { text: "'x y' z", words: ["'x y'", 'z'], why: 'single quotes hold together' },
  { text: 'x\\ y z', words: ['x\\ y', 'z'], why: 'an escaped blank is no end' },
  { text: '"say \\"hi there\\"" z', words: ['"say \\"hi there\\""', 'z'], why: 'an escaped quote is no end' },
  { text: '  ', words: [], why: 'nothing' },
])('words of <$text>: $why', ({ text, words }) => {
  expect(splitWords(text, '\\')).toEqual(words);
});

test.each([
  { word: '$A', value: 'one', why: 'plain' },
  { word: '${A}b', value: 'oneb', why: 'in braces' },
  { word: '$A-$B', value: 'one-', why: 'an unset one leaves nothing' },
  { word: '${B:-two}', value: 'two', why: 'default of an unset one' },
  { word: '${EMPTY:-two}', value: 'two', why: 'colon: default of an empty one' },
  { word: '${EMPTY-two}', value: '', why: 'no colon: an empty one is set' },
  { word: '${A:+set}', value: 'set', why: 'alternative of a set one' },
  { word: '${B:+set}', value: '', why: 'alternative of an unset one' },
  { word: '${B:-$A}', value: 'one', why: 'a default may hold a variable' },
  { word: '\\$A', value: '$A', why: 'escaped' },
  { word: "'$A'", value: '$A', why: 'not inside single quotes' },
  {
    word: '"$A \\"x\\" \\n"',
    value: 'one "x" \\n',
    why: 'inside double quotes only quotes, $ and the escape are escaped',
  },
  { word: '/opt:$PATH', value: '/opt:/bin', why: 'inside a word' },
  { word: '100$', value: '100$', why: 'a $ before nothing is a $' },
  { word: '"a"\'b\'c', value: 'abc', why: 'quotes come off' },
])('<$word> is <$value>: $why', ({ word, value }) => {
  expect(expand(word)).toBe(value);
});
