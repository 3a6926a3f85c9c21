import { formatSpend } from '../../../modules/tuning';

describe('what a search has cost, as text', () => {
  it.each([
    [{ billableSeconds: 60_757, usd: 1.9409 }, '$1.94: 60,757 billable seconds'],
    [{ billableSeconds: 0, usd: 0 }, '$0.00: 0 billable seconds'],
    [{ billableSeconds: 7, usd: undefined }, 'unknown price: 7 billable seconds'],
  ])('is of %j: %s', (spend, text) => {
    expect(formatSpend(spend)).toBe(text);
  });
});
