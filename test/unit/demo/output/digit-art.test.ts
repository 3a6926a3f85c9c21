import { besideEachOther, drawDigit } from '../../../../modules/demo/output/digit-art';

const ONE = [
  [0, 0, 0, 12, 13, 5, 0, 0],
  [0, 0, 0, 11, 16, 9, 0, 0],
  [0, 0, 3, 15, 16, 6, 0, 0],
  [0, 7, 15, 16, 16, 2, 0, 0],
  [0, 0, 1, 16, 16, 3, 0, 0],
  [0, 0, 1, 16, 16, 6, 0, 0],
  [0, 0, 1, 16, 16, 6, 0, 0],
  [0, 0, 0, 11, 16, 10, 0, 0],
].flat();

describe('drawDigit', () => {
  it('draws paper as space and full ink as the darkest sign, two columns a pixel', () => {
    const lines = drawDigit(ONE);
    expect([lines.length, new Set(lines.map((line) => line.length))]).toEqual([8, new Set([16])]);
    expect(lines[3]).toBe('  ==%%@@@@..    ');
  });

  it('puts drawings beside each other with their captions below', () => {
    const two = [1, 2].map((n) => ({ lines: ['ab'.repeat(8)], caption: `is ${String(n)}` }));
    expect(besideEachOther(two)).toBe('abababababababab  abababababababab\nis 1              is 2');
  });
});
