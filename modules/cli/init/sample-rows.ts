const ROWS = 60;
const TRAINED = 40;

/** Sample data, CSV without a header, the label first: 1 where the first value exceeds the second, so that any learner finds something. */
export function sampleRows(): Readonly<Record<string, string>> {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const [first, second] = [((at * 37) % 101) / 100, ((at * 53 + 29) % 97) / 96];
    return `${first > second ? '1' : '0'},${first.toFixed(2)},${second.toFixed(2)}\n`;
  });
  return {
    'data/train/data.csv': rows.slice(0, TRAINED).join(''),
    'data/validation/data.csv': rows.slice(TRAINED).join(''),
  };
}
