import { shareOut } from '../../../../../modules/local-cloud/jobs/tuning/share-out';

const endless = (had: number) => ({ had, most: Infinity });

test.each([
  { why: 'equals get equal shares, the first one more', sharers: [endless(0), endless(0)], shares: [3, 2] },
  { why: 'one that is behind catches up first', sharers: [endless(4), endless(0)], shares: [1, 4] },
  {
    why: 'what one cannot take goes to the others',
    sharers: [{ had: 0, most: 1 }, endless(9), endless(9)],
    shares: [1, 2, 2],
  },
  { why: 'nobody gets more than it can take', sharers: [{ had: 0, most: 2 }], shares: [2] },
  { why: 'nobody is there', sharers: [], shares: [] },
])('$why', ({ sharers, shares }) => {
  expect(shareOut(sharers, 5)).toEqual(shares);
});
