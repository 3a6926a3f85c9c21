import { foreignTags, ownershipFromTags, ownershipTags, tagChanges } from '../../../modules/aws';

const ownership = { owner: 'me', experiment: 'churn', fingerprint: 'abc', generation: 3, run: 2 };

describe('ownership tags', () => {
  it('read back as what they were written from', () => {
    expect(ownershipFromTags(ownershipTags(ownership))).toEqual(ownership);
  });

  it.each(['tuneform:owner', 'tuneform:experiment', 'tuneform:fingerprint'])(
    'are nobody’s without %s',
    (key) => {
      const { [key]: _gone, ...rest } = ownershipTags(ownership);
      expect(ownershipFromTags(rest)).toBeUndefined();
    },
  );

  it('are not the practitioner’s, and neither are those of AWS', () => {
    expect(foreignTags({ ...ownershipTags(ownership), 'aws:stack': 'x', team: 'red' })).toEqual({
      team: 'red',
    });
  });
});

describe('the changes between two sets of tags', () => {
  it('set what is new or different and remove what is gone, and nothing else', () => {
    expect(tagChanges({ same: '1', other: '2', gone: '3' }, { same: '1', other: 'two', fresh: '4' })).toEqual(
      {
        set: { other: 'two', fresh: '4' },
        remove: ['gone'],
      },
    );
  });
});
