/** Colours of the page's style sheet, which differ between light and dark: one drawing suits both. */
export const CARD = 'var(--card)';
export const INK = 'var(--ink)';
export const FAINT = 'var(--faint)';
export const LINE = 'var(--line)';
export const MARK = 'var(--mark)';
export const EARLIER = 'var(--earlier)';
export const BEST = 'var(--best)';
export const BAD = 'var(--bad)';

const TONES = ['var(--tone-1)', 'var(--tone-2)', 'var(--tone-3)', 'var(--tone-4)'] as const;

/** Returns the tone of a result by its place among all of them: 0 for the worst, 1 for the best. */
export const toneOf = (place: number): string =>
  TONES[Math.min(TONES.length - 1, Math.floor(place * TONES.length))] ?? TONES[0];
