import {
  attr,
  defineProvider,
  defineResource,
  defineSchema,
  isUnknown,
  requiresReplace,
  tagsAll,
  types,
  unknown,
  useStateForUnknown,
} from '../../../../modules/plugin';
import { received, sent, Served } from './served';

const schema = defineSchema({
  description: 'd',
  attributes: {
    name: attr.string({ required: true, planModifiers: [requiresReplace()], description: 'd' }),
    id: attr.string({ computed: true, planModifiers: [useStateForUnknown()], description: 'd' }),
    etag: attr.string({ computed: true, description: 'd' }),
    tags: attr.map(types.string, { optional: true, description: 'd' }),
    tags_all: tagsAll(),
  },
});

type Tags = Readonly<Record<string, string>>;
const never = async (): Promise<never> => Promise.reject(new Error('not called'));

function tagged(configured: { readonly defaultTags: Tags } | undefined, form = schema): Served {
  const served = new Served(
    defineProvider({
      name: 'x',
      version: '0.0.1',
      schema: defineSchema({ description: 'd', attributes: {} }),
      configure: async () => ({ configured: { defaultTags: {} } }),
      resources: [
        defineResource<typeof schema, { readonly defaultTags: Tags }>({
          typeName: 'x_tagged',
          schema: form,
          taggable: { defaultTags: ({ defaultTags }) => defaultTags },
          create: never,
          read: never,
          update: never,
          delete: never,
        }),
      ],
    }),
  );
  served.session.configure(configured, configured === undefined);
  return served;
}

const defaults = { defaultTags: { team: 'red', cost: '42' } };
const stored = {
  name: 'n',
  id: 'i',
  etag: 'e',
  tags: { team: 'blue' },
  tags_all: { team: 'blue', cost: '42' },
};

async function plan(served: Served, { tags, prior }: { tags: unknown; prior: object | null }) {
  const computed = prior === null ? {} : { id: 'i', etag: 'e', tags_all: (prior as typeof stored).tags_all };
  const answer = await served.call('PlanResourceChange', {
    typeName: 'x_tagged',
    priorState: sent(schema, prior as never),
    proposedNewState: sent(schema, { name: 'n', tags, ...computed }),
    config: sent(schema, { name: 'n', tags }),
  });
  expect(answer.diagnostics).toEqual([]);
  expect(answer.requiresReplace).toEqual([]);
  return received(schema, answer.plannedState);
}

describe('the plan of tags_all', () => {
  it.each([
    {
      why: 'the resource’s own tag wins',
      tags: { team: 'blue', a: 'b' },
      all: { team: 'blue', cost: '42', a: 'b' },
    },
    { why: 'no tags leave the defaults', tags: null, all: { team: 'red', cost: '42' } },
    { why: 'no tags, written as an empty map', tags: {}, all: { team: 'red', cost: '42' } },
  ])('of a new object is known: $why', async ({ tags, all }) => {
    expect((await plan(tagged(defaults), { tags, prior: null }))?.['tags_all']).toEqual(all);
  });

  it('without any tags is empty, not null', async () => {
    const planned = await plan(tagged({ defaultTags: {} }), { tags: null, prior: null });
    expect(planned?.['tags_all']).toEqual({});
  });

  it.each([
    { why: 'the tags are unknown', configured: defaults, tags: unknown },
    { why: 'one tag is unknown', configured: defaults, tags: { a: unknown } },
    { why: 'the provider is not configured', configured: undefined, tags: { team: 'blue' } },
  ])('is unknown while $why', async ({ configured, tags }) => {
    for (const prior of [null, stored]) {
      expect(isUnknown((await plan(tagged(configured), { tags, prior }))?.['tags_all'])).toBe(true);
    }
  });

  it('of an unchanged object changes nothing', async () => {
    expect(await plan(tagged(defaults), { tags: stored.tags, prior: stored })).toEqual(stored);
  });

  it.each([
    {
      why: 'the defaults changed',
      configured: { defaultTags: { cost: '43' } },
      prior: stored,
      all: { team: 'blue', cost: '43' },
    },
    {
      why: 'somebody removed a tag, as read found out',
      configured: defaults,
      prior: { ...stored, tags_all: { team: 'blue' } },
      all: stored.tags_all,
    },
  ])('is an update of its own when $why', async ({ configured, prior, all }) => {
    const planned = await plan(tagged(configured), { tags: stored.tags, prior });
    expect(planned).toMatchObject({ id: 'i', tags_all: all });
    expect(isUnknown(planned?.['etag'])).toBe(true);
  });

  it('follows a change of the resource’s tags', async () => {
    const planned = await plan(tagged(defaults), { tags: { a: 'b' }, prior: stored });
    expect(planned?.['tags_all']).toEqual({ team: 'red', cost: '42', a: 'b' });
  });

  it('needs its attributes', async () => {
    const { tags_all: _, ...others } = schema.attributes;
    const form = defineSchema({ description: 'd', attributes: others });
    const request = {
      typeName: 'x_tagged',
      proposedNewState: sent(form, { name: 'n' }),
      config: sent(form, { name: 'n' }),
    };
    await expect(tagged(defaults, form as never).call('PlanResourceChange', request)).rejects.toThrow(
      'x_tagged is taggable, so its schema needs an attribute "tags_all"',
    );
  });
});
