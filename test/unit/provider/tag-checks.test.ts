import { unknown } from '../../../modules/plugin';
import { planEndpoint } from '../../../modules/provider/endpoint/plan-endpoint';
import { planExperiment } from '../../../modules/provider/experiment/plan-experiment';
import { settableTags } from '../../../modules/provider/tag-checks';
import { configured, experimentPlan } from './configurations';

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${String(index)}`, 'value']));

describe('a tag', () => {
  const said = (key: string, value = 'value') =>
    settableTags.check({ [key]: value }, ['tags']).map(({ path, detail }) => [path, detail]);

  it.each([
    ['team', 'red'],
    ['Kostenstelle für Größe', ''],
    ['a+b=c:d/e@f_g.h-i', '0 _.:/=+-@'],
    ['k'.repeat(128), 'v'.repeat(256)],
    ['𝒌'.repeat(128), '𝒗'.repeat(256)],
    ['tuneform', 'aws:'],
  ])('may be %s = %s', (key, value) => {
    expect(said(key, value)).toEqual([]);
  });

  it.each([
    ['tuneform:owner', 'me', /"tuneform:owner" cannot be set: .*reserved for Tuneform's ownership tags/],
    ['aws:createdBy', 'me', /reserved for AWS/],
    ['AWS:createdBy', 'me', /reserved for AWS/],
    ['', 'me', /has 0 characters/],
    ['k'.repeat(129), 'me', /key has 129 characters, but 1 to 128/],
    ['team', 'v'.repeat(257), /value has 257 characters, but at most 256/],
    ['team#1', 'me', /key contains a character/],
    ['team', 'me & you', /value contains a character/],
  ])('may not be %s = %s', (key, value, says) => {
    expect(said(key, value)).toEqual([[['tags'], expect.stringMatching(says)]]);
  });
});

const experiment = (tags: unknown, defaultTags = {}) => {
  const planned = experimentPlan({ tags });
  return planExperiment({
    config: planned,
    prior: null,
    planned,
    configured: configured({ defaultTags }),
    private: undefined,
    requiresReplace: [],
  });
};
const endpoint = (tags: unknown, defaultTags = {}) => {
  const planned = { name: 'churn', production_variant: unknown, model_data_url: null, tags } as never;
  return planEndpoint({
    config: planned,
    prior: null,
    planned,
    configured: configured({ defaultTags }),
    private: undefined,
    requiresReplace: [],
  });
};

describe.each([
  // Free stay one for the id of the object, which no attribute shows, and those that only some searches have.
  { of: 'an experiment', plan: experiment, most: 41, free: 4 },
  { of: 'an endpoint', plan: endpoint, most: 47, free: 1 },
])('the tags planned for $of', ({ plan, most, free }) => {
  const errors = (answer: ReturnType<typeof plan>) =>
    (answer.diagnostics ?? []).filter(({ severity }) => severity === 'error').map(({ detail }) => detail);

  it('are 50 at most, with ours and the provider’s default ones, of which a repeated one counts once', () => {
    const full = plan({ ...many(most - 1), team: 'red' }, { team: 'green' });
    expect(errors(full)).toEqual([]);
    expect(Object.keys(full.planned.tags_all)).toHaveLength(50 - free);
    expect(errors(plan(many(most), { team: 'green' }))).toEqual([
      expect.stringMatching(/there are 51 tags, .* Remove 1\.$/),
    ]);
  });

  it('are rejected for a reserved key although its value is not known yet', () => {
    expect(errors(plan({ 'tuneform:owner': unknown }))).toEqual([expect.stringContaining('reserved')]);
  });

  it('may be unknown, or none', () => {
    expect([errors(plan(unknown)), errors(plan(null))]).toEqual([[], []]);
  });
});
