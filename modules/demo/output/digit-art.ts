const SHADES = ' .:-=+*#%@';

/**
 * Returns one image of the digits data as eight lines of sixteen characters.
 *
 * @param pixels 64 values from 0 (paper) to 16 (ink), row by row
 */
export function drawDigit(pixels: readonly number[]): readonly string[] {
  return Array.from({ length: 8 }, (_, row) =>
    pixels
      .slice(row * 8, row * 8 + 8)
      .map((ink) =>
        SHADES.charAt(Math.round((Math.min(16, Math.max(0, ink)) / 16) * (SHADES.length - 1))).repeat(2),
      )
      .join(''),
  );
}

/** Returns drawings next to each other, with a caption under each. */
export function besideEachOther(
  drawings: readonly { readonly lines: readonly string[]; readonly caption: string }[],
): string {
  const height = Math.max(0, ...drawings.map((drawing) => drawing.lines.length));
  const rows = Array.from({ length: height }, (_, row) =>
    drawings.map((drawing) => (drawing.lines[row] ?? '').padEnd(16)).join('  '),
  );
  return [...rows, drawings.map((drawing) => drawing.caption.padEnd(16)).join('  ')]
    .map((line) => line.trimEnd())
    .join('\n');
}
