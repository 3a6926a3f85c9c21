import { LineSplitter } from '../../../../modules/local-cloud/runners/process/line-splitter';

function split(...chunks: (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return lines;
}

test.each([
  { why: 'lines across chunks', chunks: ['a\nb', 'c\nd'], lines: ['a', 'bc', 'd'] },
  { why: 'Windows line ends, even torn apart', chunks: ['a\r', '\nb\r\n'], lines: ['a', 'b'] },
  { why: 'progress bars', chunks: ['10%\r20%\rdone\n'], lines: ['10%', '20%', 'done'] },
  { why: 'empty lines', chunks: ['a\n\nb\n'], lines: ['a', '', 'b'] },
  { why: 'nothing', chunks: [], lines: [] },
])('$why', ({ chunks, lines }) => {
  expect(split(...chunks)).toEqual(lines);
});

test('a character torn between chunks stays whole', () => {
  const bytes = Buffer.from('ä');
  expect(split(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['ä']);
});

test('an endless line comes in pieces and nothing is lost', () => {
  const lines = split('x'.repeat(100_000), 'x'.repeat(100_000));
  expect(lines.every((line) => line.length <= 65_536)).toBe(true);
  expect(lines.join('')).toHaveLength(200_000);
});
