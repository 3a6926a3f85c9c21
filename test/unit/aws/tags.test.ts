import { foreignTags, ownershipFromTags, ownershipTags, tagChanges } from '../../../modules/aws';
import { tagDrift } from '../../../modules/aws/tags/tag-drift';

const ownership = { owner: 'me', experiment: 'churn', fingerprint: 'abc', generation: 3, run: 2 };

describe('ownership tags', () => {
  it('read back as what they were written from', () => {
    for (const written of [ownership, { ...ownership, shard: 1 }]) {
      expect(ownershipFromTags(ownershipTags(written))).toEqual(written);
    }
  });

  it('name a shard only where there is one: the first tuning job of a search has none', () => {
    const first = {
      'tuneform:owner': 'me',
      'tuneform:experiment': 'churn',
      'tuneform:fingerprint': 'abc',
      'tuneform:generation': '3',
      'tuneform:run': '2',
    };
    expect(ownershipTags(ownership)).toEqual(first);
    expect(ownershipTags({ ...ownership, shard: 1 })).toEqual({ ...first, 'tuneform:shard': '1' });
  });

  it.each(['tuneform:owner', 'tuneform:experiment', 'tuneform:fingerprint'])(
    'prove no owner without %s',
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

describe('drift of tags', () => {
  it('names each tag with its value in quotes, so that none is taken for an absent one', () => {
    expect(
      tagDrift({ same: '1', other: 'absent', gone: '3' }, { same: '1', other: 'two', fresh: '' }),
    ).toEqual([
      { attribute: 'tags["other"]', desired: '"two"', observed: '"absent"' },
      { attribute: 'tags["fresh"]', desired: '""', observed: 'absent' },
      { attribute: 'tags["gone"]', desired: 'absent', observed: '"3"' },
    ]);
  });
});
