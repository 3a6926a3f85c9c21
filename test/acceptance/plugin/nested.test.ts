import {
  attr,
  block,
  defineProvider,
  defineResource,
  defineSchema,
  ExactNumber,
  isUnknown,
  requiresReplace,
  startReattached,
  types,
  useStateForUnknown,
} from '../../../modules/plugin';
import type { ManagedResource, Reattached, Schema } from '../../../modules/plugin';
import { Workspace } from './terraform';

const d = { description: 'd' };
const optional = { optional: true, ...d } as const;
const defaulted = attr.string({ optional: true, default: 'A', ...d });
const name = attr.string({ required: true, ...d });
const kept = attr.string({ computed: true, planModifiers: [useStateForUnknown()], ...d });
const forcing = { name: attr.string({ required: true, planModifiers: [requiresReplace()], ...d }) };

const equal = attr.setNested(
  { a: defaulted, b: attr.bool({ optional: true, default: true, ...d }) },
  optional,
);

let made = 0;

/** Fills in whatever the plan left open, at any depth. */
function settled(value: unknown): unknown {
  if (isUnknown(value)) return `made ${String((made += 1))}`;
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) return value;
  if (Array.isArray(value)) return value.map(settled);
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, settled(held)]));
}

type Body = Readonly<Record<string, unknown>>;

/** A resource that does what it is told; `answer` may change what it says of it. */
function obedient(
  typeName: string,
  parts: Pick<Schema, 'attributes'> & Partial<Pick<Schema, 'blocks'>>,
  answer: (state: Body) => Body = (state) => state,
) {
  const schema = defineSchema({ ...d, attributes: parts.attributes, blocks: parts.blocks ?? {} });
  const apply = async ({ planned }: { readonly planned: unknown }) => ({
    state: answer(settled(planned) as Body),
  });
  const resource = {
    typeName,
    schema,
    create: apply,
    read: async ({ state }: { readonly state: Body }) => ({ state }),
    update: apply,
    delete: async () => ({}),
  };
  return defineResource(resource as unknown as ManagedResource);
}

const inSets = {
  attributes: {
    s: attr.setNested(
      { name, kept, l: attr.listNested({ a: defaulted, n: name, kept }, optional) },
      optional,
    ),
    m: attr.setNested({ name, m: attr.mapNested({ a: defaulted, kept }, optional) }, optional),
    note: attr.string(optional),
  },
  blocks: {
    outer: block.set(
      {
        attributes: { name, kept },
        blocks: {
          many: block.list({ attributes: { n: name, a: defaulted, kept } }, d),
          one: block.single({ attributes: { a: defaulted, kept } }, d),
        },
      },
      d,
    ),
  },
};

const provider = defineProvider({
  name: 'nested',
  version: '0.0.1',
  schema: defineSchema({ ...d, attributes: {} }),
  configure: async () => ({ configured: {} }),
  resources: [
    obedient('nested_sets', inSets),
    obedient('nested_defaults', {
      attributes: {
        m: attr.mapNested({ a: defaulted, kept }, { ...optional, default: { k: { a: 'Z' } } }),
        l: attr.listNested({ a: defaulted }, { ...optional, default: [{}, { a: 'Z' }] }),
        s: attr.setNested({ a: defaulted }, { ...optional, default: [{}, { a: 'Z' }] }),
        note: attr.string(optional),
      },
    }),
    obedient(
      'nested_server',
      {
        attributes: {
          o: attr.object({ b: defaulted }, { optional: true, computed: true, ...d }),
          l: attr.listNested({ b: defaulted }, { computed: true, ...d }),
        },
      },
      () => ({ o: { b: 'srv' }, l: [{ b: 'srv' }] }),
    ),
    obedient('nested_forcing', {
      attributes: {
        s: attr.setNested(forcing, optional),
        l: attr.listNested(forcing, optional),
        m: attr.mapNested(forcing, optional),
        o: attr.object(forcing, optional),
        note: attr.string(optional),
      },
      blocks: {
        bs: block.set({ attributes: forcing }, d),
        one: block.single({ attributes: forcing }, d),
      },
    }),
    obedient(
      'nested_numbers',
      {
        attributes: {
          s: attr.set(types.number, optional),
          n: attr.setNested({ name, w: attr.number(optional), kept }, optional),
        },
      },
      ({ s, n }) => ({ s: (s as unknown[]).toReversed(), n: (n as unknown[]).toReversed() }),
    ),
    obedient('nested_equal', {
      attributes: {
        s: equal,
        o: attr.object({ s: equal }, optional),
        l: attr.listNested({ s: equal }, optional),
        m: attr.mapNested({ s: equal }, optional),
        deep: attr.setNested({ o: attr.object({ a: defaulted }, optional) }, optional),
        outer: attr.setNested({ s: equal }, optional),
        note: attr.string(optional),
      },
      blocks: { bs: block.set({ attributes: { a: defaulted } }, d) },
    }),
    obedient('nested_text', { attributes: { m: attr.map(types.string, optional) } }, ({ m }) => ({
      m: Object.fromEntries(Object.entries(m as Body).map(([key, held]) => [key.normalize('NFD'), held])),
    })),
  ],
});

let served: Reattached;
let workspace: Workspace;
beforeAll(async () => {
  served = await startReattached(provider);
});
afterAll(() => served.stop());
beforeEach(() => {
  workspace = new Workspace({ TF_REATTACH_PROVIDERS: served.reattach });
});
afterEach(() => workspace.remove());

function write(type: string, body: string): void {
  const required = 'required_providers {\n nested = { source = "registry.terraform.io/nested/nested" }\n}';
  workspace.write(`terraform {\n${required}\n}\nresource "nested_${type}" "it" {\n${body}\n}\n`);
}

/** What a plan would do, and the plan in words. */
async function plan(): Promise<{ readonly actions: readonly string[]; readonly stdout: string }> {
  const { code, stdout, stderr } = await workspace.run('plan', '-no-color', '-out=it.tfplan');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const shown = await workspace.run('show', '-json', 'it.tfplan');
  const { resource_changes: changes } = JSON.parse(shown.stdout) as {
    readonly resource_changes: readonly { readonly change: { readonly actions: readonly string[] } }[];
  };
  return { actions: changes[0]?.change.actions ?? [], stdout };
}

async function apply(): Promise<void> {
  const { code, stdout, stderr } = await workspace.run('apply', '-auto-approve', '-no-color');
  expect({ code, stdout: code === 0 ? '' : stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await plan()).actions).toEqual(['no-op']);
}

async function state(): Promise<Body> {
  const { stdout } = await workspace.run('show', '-json');
  const shown = JSON.parse(stdout) as {
    readonly values: { readonly root_module: { readonly resources: readonly { readonly values: Body }[] } };
  };
  return shown.values.root_module.resources[0]?.values ?? {};
}

const SETS = `
  s = [{ name = "x", l = [{ n = "1" }, { n = "2", a = "U" }] }, { name = "y", l = [] }]
  m = [{ name = "x", m = { one = {}, two = { a = "U" } } }]
  outer {
    name = "o"
    many { n = "1" }
    many {
      n = "2"
      a = "U"
    }
    one {}
  }
`;

it('finds elements of sets again by what is nested in them', async () => {
  write('sets', SETS);
  await apply();
  const before = await state();
  write('sets', `${SETS}\nnote = "changed"`);
  const { actions, stdout } = await plan();
  expect(actions).toEqual(['update']);
  expect(stdout).not.toContain('known after apply');
  await apply();
  expect(await state()).toEqual({ ...before, note: 'changed' });
});

it('lets the default of an outer attribute win over those inside it', async () => {
  write('defaults', '');
  await apply();
  expect(await state()).toMatchObject({
    m: { k: { a: 'Z', kept: expect.stringContaining('made') } },
    l: [{ a: 'A' }, { a: 'Z' }],
    s: [{ a: 'A' }, { a: 'Z' }],
  });
  write('defaults', 'note = "changed"');
  await apply();
  expect(await state()).toMatchObject({ m: { k: { a: 'Z' } }, l: [{ a: 'A' }, { a: 'Z' }] });
});

it('has no defaults inside what the provider alone decides', async () => {
  write('server', '');
  await apply();
  expect(await state()).toEqual({ o: { b: 'srv' }, l: [{ b: 'srv' }] });
  write('server', 'o = {}');
  expect((await plan()).stdout).toMatch(/b += "srv" -> "A"/);
});

const FORCING = {
  s: '[{ name = "1" }]',
  l: '[{ name = "1" }]',
  m: '{ a = { name = "1" } }',
  o: '{ name = "1" }',
};
const assign = (body: Readonly<Record<string, string>>): string =>
  Object.entries(body)
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n');

it.each([
  { change: 'an element of a set', after: { s: '[{ name = "2" }]' } },
  { change: 'an element of a list', after: { l: '[{ name = "2" }]' } },
  { change: 'an element of a map', after: { m: '{ a = { name = "2" } }' } },
  { change: 'an object', after: { o: '{ name = "2" }' } },
  { change: 'an added element of a list', after: { l: '[{ name = "1" }, { name = "2" }]' } },
  { change: 'an added key of a map', after: { m: '{ a = { name = "1" }, b = { name = "1" } }' } },
])('replaces for $change whose attribute requires it', async ({ after }) => {
  write('forcing', assign(FORCING));
  await apply();
  write('forcing', assign({ ...FORCING, note: '"only noted"' }));
  expect((await plan()).actions).toEqual(['update']);
  write('forcing', assign({ ...FORCING, ...after }));
  expect((await plan()).actions).toEqual(['delete', 'create']);
});

it.each(['o = { name = "1" }', 'bs { name = "1" }', 'one { name = "1" }'])(
  'replaces when "%s" is added whose attribute requires it',
  async (added) => {
    write('forcing', '');
    await apply();
    write('forcing', added);
    expect((await plan()).actions).toEqual(['delete', 'create']);
  },
);

it('keeps the digits of numbers in sets whatever order the provider answers in', async () => {
  write(
    'numbers',
    's = [1 / 3, 2 / 3, 0.5]\nn = [{ name = "a", w = 1 / 3 }, { name = "b", w = 2 / 3 }, { name = "c" }]',
  );
  await apply();
});

it('takes keys of maps as equal that differ in their normal form only', async () => {
  write('text', `m = { "${'é'.normalize('NFC')}" = "x" }`);
  await apply();
});

describe('elements of sets that defaults make equal', () => {
  const twice = `s = [{ a = "A" }, {}]`;

  it.each([
    { where: 'in an attribute', body: twice, count: 1 },
    { where: 'three of them', body: 's = [{ a = "A" }, {}, { b = true }, { a = "Z" }]', count: 2 },
    { where: 'in an object', body: `o = { ${twice} }`, count: 1 },
    { where: 'in a list', body: `l = [{}, { ${twice} }]`, count: 1 },
    { where: 'in a map', body: `m = { k = { ${twice} } }`, count: 1 },
    { where: 'by a default deeper down', body: 'deep = [{ o = {} }, { o = { a = "A" } }]', count: 1 },
  ])('are one element, $where', async ({ body, count }) => {
    write('equal', body);
    await apply();
    const { s, o, l, m, deep } = await state();
    const inner = (value: unknown): unknown => (value as Body | null | undefined)?.['s'] ?? null;
    const found = [s, inner(o), inner((l as unknown[] | null)?.[1]), inner((m as Body | null)?.['k']), deep];
    const lengths = found.flatMap((set) => (Array.isArray(set) ? [set.length] : []));
    expect(lengths).toEqual([count]);
    write('equal', `${body}\nnote = "changed"`);
    expect((await plan()).actions).toEqual(['update']);
    await apply();
  });

  it('are one element when an edit makes them equal, and when one undoes it', async () => {
    for (const body of ['s = [{}, { a = "B" }]', twice, 's = [{}]', twice, 's = [{ a = "B" }, {}]']) {
      write('equal', body);
      await apply();
    }
    expect((await state())['s']).toHaveLength(2);
  });

  it.each([
    { where: 'of a block', body: 'bs {}\nbs {\n a = "A"\n}' },
    { where: 'of a set in a set', body: `outer = [{ ${twice} }]` },
  ])('are rejected in plain words where Terraform takes no plan of them: $where', async ({ body }) => {
    write('equal', body);
    const { code, stdout, stderr } = await workspace.run('plan', '-no-color');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('Equal Elements in a Set');
    expect(stdout + stderr).not.toContain('Provider produced invalid plan');
  });
});
