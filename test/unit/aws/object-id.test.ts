import { isOfSuccessor, newObjectId, youngestId } from '../../../modules/aws';
import { systemClock } from '../../../modules/kernel';

const drawn = (now: number, chance = 0.5) =>
  newObjectId({ clock: { ...systemClock, now: () => now }, random: () => chance });

describe('the id of a Terraform object', () => {
  it('is younger than every id that was drawn before, whatever chance says', () => {
    const times = [0, 1, 35, 36, 1_700_000_000_000, 1_700_000_000_001, 9_999_999_999_999];
    const ids = times.map((now, at) => drawn(now, at % 2 === 0 ? 0.999_999 : 0));
    expect([...ids].sort()).toEqual(ids);
    expect(ids.every((id) => /^[0-9a-z]{9}-[0-9a-z]{8}$/.test(id))).toBe(true);
  });

  it('differs by chance where two are drawn at once', () => {
    expect(drawn(5, 0.1)).not.toBe(drawn(5, 0.2));
  });

  it('stays the youngest, so that adopting ends', () => {
    const [older, younger] = [drawn(1), drawn(2)];
    expect([youngestId(older, younger), youngestId(younger, older), youngestId(older, undefined)]).toEqual([
      younger,
      younger,
      older,
    ]);
  });

  it('tells what a successor has launched from what was launched before', () => {
    const [before, mine, after] = [drawn(1), drawn(2), drawn(3)];
    const carried = [undefined, before, mine, after];
    expect(carried.map((id) => isOfSuccessor({ objectId: mine }, id))).toEqual([false, false, false, true]);
    // An object of an earlier version has none.
    expect(carried.map((id) => isOfSuccessor({ objectId: undefined }, id))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(carried.map((id) => isOfSuccessor('whichever', id))).toEqual([false, false, false, false]);
  });
});
