import { parseSince } from '../../../modules/cli/local/requests';

describe('parseSince', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  it.each([
    ['90s', now - 90_000],
    ['10m', now - 600_000],
    ['2h', now - 7_200_000],
    ['1d', now - 86_400_000],
    ['2026-11-21T09:00:00Z', now - 3_600_000],
  ])('reads %s', (text, moment) => {
    expect(parseSince(text, now)).toBe(moment);
  });
});
