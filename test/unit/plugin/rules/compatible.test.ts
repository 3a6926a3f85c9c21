import { ExactNumber, types, unknown, Unknown } from '../../../../modules/plugin';
import type { ValueType } from '../../../../modules/plugin';
import { checkPromise } from '../../../../modules/plugin/rules/compatible';

function complaints(type: ValueType, planned: unknown, actual: unknown): readonly string[] {
  const found: string[] = [];
  checkPromise(type, { planned, actual }, (_, problem) => void found.push(problem));
  return found;
}

const words = types.set(types.string);

it.each([
  { planned: ['a', unknown], actual: ['a', 'b'], says: [] },
  { planned: ['a', unknown], actual: ['a'], says: [] },
  { planned: ['a', unknown], actual: ['a', 'a', 'b'], says: [] },
  { planned: [unknown], actual: ['a', 'b'], says: ['has more elements than planned'] },
  { planned: ['a', unknown], actual: ['b', 'c'], says: ['lacks an element that was planned'] },
  { planned: ['a'], actual: ['a', 'b'], says: ['has an element that was not planned'] },
])('a set planned as $planned that is $actual: $says', ({ planned, actual, says }) => {
  expect(complaints(words, planned, actual)).toEqual(says);
});

const from = (lower: number | ExactNumber, inclusive: boolean) =>
  new Unknown({ lower: { bound: lower, inclusive } });
const to = (upper: number | ExactNumber, inclusive: boolean) =>
  new Unknown({ upper: { bound: upper, inclusive } });
const LARGE = '1234567890123456789012345678901234567890';

it.each([
  { planned: from(1, true), actual: 1, kept: true },
  { planned: from(1, false), actual: 1, kept: false },
  { planned: from(1, true), actual: 0.999, kept: false },
  { planned: from(-20, false), actual: -3, kept: true },
  { planned: from(-3, false), actual: -20, kept: false },
  { planned: from(0, true), actual: -1e-30, kept: false },
  { planned: to(1e21, true), actual: 1e21, kept: true },
  { planned: to(1e21, false), actual: 999, kept: true },
  { planned: to(0, false), actual: 0, kept: false },
  { planned: to(new ExactNumber(LARGE), true), actual: new ExactNumber(`${LARGE}.5`), kept: false },
  { planned: to(new ExactNumber(`${LARGE}.5`), false), actual: new ExactNumber(LARGE), kept: true },
])('a number within $planned.refinement that is $actual: $kept', ({ planned, actual, kept }) => {
  const says = kept ? [] : ['is outside the limits that the plan gave'];
  expect(complaints(types.exactNumber, planned, actual)).toEqual(says);
});
