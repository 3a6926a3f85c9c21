import { attr, block, defineProvider, defineSchema, dynamicOf, types } from '../../../../modules/plugin';
import type { AnyProvider, Schema } from '../../../../modules/plugin';
import { supports } from '../../../support/terraform-cli';
import type { CliFeature } from '../../../support/terraform-cli';

export type Values = Record<string, unknown>;

/** The well-behaved resource that every broken one is made of, and a configuration that uses all of it. */
export const thingSchema = defineSchema({
  description: 'A thing.',
  attributes: {
    name: attr.string({ required: true, description: 'd' }),
    note: attr.string({ optional: true, description: 'd' }),
    size: attr.number({ optional: true, description: 'd' }),
    flag: attr.bool({ optional: true, description: 'd' }),
    made: attr.string({ computed: true, description: 'd' }),
    secret: attr.string({ optional: true, writeOnly: true, description: 'd' }),
    any: attr.dynamic({ optional: true, description: 'd' }),
    words: attr.set(types.string, { optional: true, description: 'd' }),
    nums: attr.list(types.number, { optional: true, description: 'd' }),
    tags: attr.map(types.string, { optional: true, description: 'd' }),
    box: attr.object(
      {
        a: attr.number({ required: true, description: 'd' }),
        b: attr.string({ computed: true, description: 'd' }),
      },
      { optional: true, description: 'd' },
    ),
    boxes: attr.listNested(
      { a: attr.number({ required: true, description: 'd' }) },
      { optional: true, description: 'd' },
    ),
  },
  blocks: {
    rule: block.list(
      { attributes: { port: attr.number({ required: true, description: 'd' }) } },
      { description: 'd' },
    ),
    one: block.single(
      { attributes: { v: attr.string({ optional: true, description: 'd' }) } },
      { description: 'd' },
    ),
    labelled: block.map(
      { attributes: { v: attr.string({ optional: true, description: 'd' }) } },
      { description: 'd' },
    ),
  },
});

/**
 * Body of a resource, data source or ephemeral resource that sets everything but `omit`; nothing write-only where the
 * CLI under test does not know it.
 */
export function body(omit: readonly string[] = [], change: Readonly<Record<string, string>> = {}): string {
  const lines: Record<string, string> = {
    name: 'name = "n"',
    note: 'note = "a note"',
    size: 'size = 1',
    flag: 'flag = true',
    secret: 'secret = "hush"',
    any: 'any = "text"',
    words: 'words = ["a", "b"]',
    nums: 'nums = [1, 2]',
    tags: 'tags = { k = "v" }',
    box: 'box = { a = 1 }',
    boxes: 'boxes = [{ a = 1 }]',
    rule: 'rule { port = 80 }',
    one: 'one { v = "x" }',
    labelled: 'labelled "l" { v = "x" }',
    ...change,
  };
  return Object.entries(lines)
    .filter(([name]) => !omit.includes(name) && (name !== 'secret' || supports('write-only')))
    .map(([, line]) => `  ${line}\n`)
    .join('');
}

/** The body for a broken provider: one that needs write-only attributes sets one even where the CLI does not know them. */
export function bodyFor(options: { readonly omit?: readonly string[]; readonly needs?: CliFeature }): string {
  const all = body(options.omit);
  return options.needs === 'write-only' && !all.includes('secret') ? `${all}  secret = "hush"\n` : all;
}

/** How the thing behaves; each part may be replaced by a broken one. */
export interface Behaviour {
  readonly plan: (planned: Values, request: { readonly prior: Values | null }) => Values;
  readonly requiresReplace: readonly string[];
  readonly create: (state: Values) => unknown;
  readonly read: (state: Values) => unknown;
  readonly update: (state: Values) => unknown;
  readonly remove: (state: Values) => unknown;
  readonly importState: () => unknown;
  readonly upgrade: Readonly<Record<number, (raw: unknown) => unknown>>;
  readonly schema: Schema;
}

const made = (planned: Values): Values => ({
  ...planned,
  made: typeof planned['made'] === 'string' ? planned['made'] : 'made',
  box: planned['box'] === null ? null : { ...(planned['box'] as object), b: 'b' },
});

const good: Behaviour = {
  plan: (planned) => planned,
  requiresReplace: [],
  create: (state) => state,
  read: (state) => state,
  update: (state) => state,
  remove: () => null,
  importState: () => ({ name: 'imported' }),
  upgrade: {},
  schema: thingSchema,
};

/** A resource `corner_thing` with some of its behaviour replaced. Types are forgotten: being wrong is the point. */
export function thing(broken: Partial<Behaviour> = {}): object {
  const behaviour = { ...good, ...broken };
  return {
    typeName: 'corner_thing',
    schema: behaviour.schema,
    upgrade: behaviour.upgrade,
    plan: (request: { planned: Values; prior: Values | null }) => ({
      planned: behaviour.plan(request.planned, request),
      requiresReplace: behaviour.requiresReplace.map((name) => [name]),
    }),
    create: async ({ planned }: { planned: Values }) => ({ state: behaviour.create(made(planned)) }),
    read: async ({ state }: { state: Values }) => ({ state: behaviour.read(state) }),
    update: async ({ planned }: { planned: Values }) => ({ state: behaviour.update(made(planned)) }),
    delete: async ({ prior }: { prior: Values }) => ({ state: behaviour.remove(prior) }),
    importState: async () => ({ state: behaviour.importState() }),
  };
}

/** A provider that offers the given parts. */
export function corner(parts: {
  readonly schema?: Schema;
  readonly resources?: readonly object[];
  readonly dataSources?: readonly object[];
  readonly ephemeralResources?: readonly object[];
  readonly functions?: readonly object[];
}): AnyProvider {
  return defineProvider({
    name: 'corner',
    version: '0.0.1',
    schema: parts.schema ?? defineSchema({ description: 'd', attributes: {} }),
    configure: async () => ({ configured: undefined }),
    resources: (parts.resources ?? []) as never,
    dataSources: (parts.dataSources ?? []) as never,
    ephemeralResources: (parts.ephemeralResources ?? []) as never,
    functions: (parts.functions ?? []) as never,
  });
}

export const text = (value: string) => dynamicOf(value);
