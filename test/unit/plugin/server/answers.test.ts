import {
  attr,
  defineDataSource,
  defineFunction,
  defineProvider,
  defineResource,
  defineSchema,
  ExactNumber,
  types,
  unknown,
} from '../../../../modules/plugin';
import type { AnyProviderFunction, Context, ValueType } from '../../../../modules/plugin';
import { encodeMsgpack } from '../../../../modules/plugin/cty/encode';
import { decodeMsgpack } from '../../../../modules/plugin/cty/decode';
import { received, sent, Served } from './served';

const d = { description: 'd' };
const schema = defineSchema({
  ...d,
  version: 1,
  attributes: {
    name: attr.string({ required: true, ...d }),
    size: attr.number({ computed: true, ...d }),
  },
});
const none = defineSchema({ ...d, attributes: {} });
const state = { name: 'n', size: 4 };

/** What authors write when a type is `any`: anything at all. */
interface Answers {
  readonly create?: unknown;
  readonly read?: unknown;
  readonly source?: unknown;
  readonly move?: unknown;
  readonly upgrade?: (raw: unknown) => unknown;
  readonly function?: AnyProviderFunction;
}

function serve(answers: Answers): Served {
  const answer = (what: unknown) => async () => what as { readonly state: typeof state };
  return new Served(
    defineProvider<typeof none, object>({
      name: 'x',
      version: '0.0.1',
      schema: none,
      configure: async () => ({ configured: {} }),
      resources: [
        defineResource<typeof schema, object>({
          typeName: 'x_it',
          schema,
          create: answer(answers.create),
          read: answer(answers.read),
          update: answer(answers.create),
          delete: async () => ({}),
          moveState: answer(answers.move),
          ...(answers.upgrade === undefined ? {} : { upgrade: { 0: answers.upgrade } }),
        }),
      ],
      dataSources: [
        defineDataSource<typeof schema, object>({ typeName: 'x_it', schema, read: answer(answers.source) }),
      ],
      functions: answers.function === undefined ? [] : [answers.function],
    }),
  );
}

async function configured(answers: Answers): Promise<Served> {
  const served = serve(answers);
  await served.call('ConfigureProvider', { config: sent(none, {}) });
  return served;
}

class Thing {
  readonly name = 'n';
  readonly size = 4;
}

describe.each([
  { answered: 'nothing', with: {}, says: 'is missing: the response has undefined in its place' },
  { answered: 'a map', with: { state: new Map() }, says: 'is missing: the response has a Map in its place' },
  {
    answered: 'a promise',
    with: { state: Promise.resolve(state) },
    says: 'is missing: the response has a Promise in its place',
  },
  { answered: 'an instance', with: { state: new Thing() }, says: 'the response has a Thing in its place' },
])('an answer with $answered where the state belongs', ({ with: answer, says }) => {
  it('does not pass for an object when it is read', async () => {
    const served = await configured({ read: answer });
    const request = { typeName: 'x_it', currentState: sent(schema, state) };
    const { newState, diagnostics } = await served.call('ReadResource', request);
    expect(diagnostics?.map(({ summary }) => summary)).toEqual(['Provider Defect (R31)']);
    expect(diagnostics?.[0]?.detail).toContain(says);
    expect(received(schema, newState)).toEqual(state);
  });

  it('does not pass for what a data source found', async () => {
    const served = await configured({ source: answer });
    const { diagnostics } = await served.call('ReadDataSource', {
      typeName: 'x_it',
      config: sent(schema, { name: 'n' }),
    });
    expect(diagnostics?.map(({ summary }) => summary)).toEqual(['Provider Defect (R41)']);
  });

  it('does not pass for an object that was moved', async () => {
    const served = await configured({ move: answer });
    const { diagnostics } = await served.call('MoveResourceState', {
      targetTypeName: 'x_it',
      sourceTypeName: 'y_it',
      sourceState: { json: Buffer.from('{}') },
    });
    expect(diagnostics?.map(({ summary }) => summary)).toEqual(['Provider Defect (R36)']);
  });
});

it.each([Infinity, -Infinity, NaN])('rejects %d as a number, which Terraform cannot store', async (size) => {
  const served = await configured({ create: { state: { name: 'n', size } } });
  const { newState, diagnostics } = await served.call('ApplyResourceChange', {
    typeName: 'x_it',
    config: sent(schema, { name: 'n' }),
    priorState: sent(schema, null),
    plannedState: sent(schema, { name: 'n', size: unknown }),
  });
  expect(diagnostics?.[0]).toMatchObject({
    summary: 'Provider Defect (R24)',
    detail: expect.stringContaining(`"size" should be a finite number and is ${String(size)}`),
  });
  expect(received(schema, newState)).toEqual({ name: 'n', size: null });
});

describe('an upgrade', () => {
  const upgrade = async (rewrite: (raw: unknown) => unknown) => {
    const served = serve({ upgrade: rewrite });
    const { upgradedState, diagnostics } = await served.call('UpgradeResourceState', {
      typeName: 'x_it',
      version: 0,
      rawState: { json: Buffer.from(JSON.stringify({ name: 'n', size: 4 })) },
    });
    return { state: received(schema, upgradedState), said: diagnostics?.map(({ summary }) => summary) };
  };

  it('may take its time', async () => {
    const doubled = async (raw: unknown) => {
      const { name, size } = raw as typeof state;
      return { name, size: size * 2 };
    };
    expect(await upgrade(doubled)).toEqual({ state: { name: 'n', size: 8 }, said: [] });
  });

  it.each([
    { answer: undefined },
    { answer: null },
    { answer: 'text' },
    { answer: [state] },
    { answer: new Map() },
  ])('to $answer does not make Terraform forget the object', async ({ answer }) => {
    expect((await upgrade(() => answer)).said).toEqual(['Provider Defect (R38)']);
  });
});

describe('a function', () => {
  const echo = (type: ValueType, options: object, call: (value: unknown, context: Context) => unknown) =>
    defineFunction({
      name: 'echo',
      summary: 's',
      ...d,
      parameters: [{ name: 'value', type, ...d, ...options }],
      result: type,
      call: async (request: { readonly arguments: readonly unknown[] }, context: Context) =>
        call(request.arguments[0], context),
    }) as unknown as AnyProviderFunction;

  const call = async (definition: AnyProviderFunction, type: ValueType, value: unknown) => {
    const served = await configured({ function: definition });
    const { result, error } = await served.call('CallFunction', {
      name: 'echo',
      arguments: [{ msgpack: encodeMsgpack(type, value) }],
    });
    return error ?? decodeMsgpack(type, result?.msgpack ?? new Uint8Array());
  };

  it('may answer unknown to an unknown argument that it allows', async () => {
    const lenient = echo(types.string, { allowUnknown: true }, (value) => value);
    expect(await call(lenient, types.string, unknown)).toBe(unknown);
    const stubborn = echo(types.string, { allowUnknown: true }, () => unknown);
    expect(await call(stubborn, types.string, 'known')).toMatchObject({
      text: expect.stringContaining('is still unknown'),
    });
  });

  it.each([
    { type: types.number, value: new ExactNumber('1e400'), says: /^1e400 cannot be held/ },
    {
      type: types.number,
      value: new ExactNumber('9007199254740993'),
      says: /^9007199254740993 cannot be held/,
    },
    { type: types.list(types.string), value: ['a', null], says: /1.*cannot hold null/ },
    {
      type: types.object({ l: types.map(types.number) }),
      value: { l: { k: null } },
      says: /l.*k.*cannot hold null/,
    },
  ])('rejects $value as an argument that its type does not promise', async ({ type, value, says }) => {
    const answer = call(
      echo(type, {}, (held) => held),
      type,
      value,
    );
    expect(await answer).toMatchObject({ text: expect.stringMatching(says), functionArgument: 0 });
  });

  it('gets the numbers and nulls that its types allow', async () => {
    const exact = new ExactNumber('9007199254740993');
    expect(
      await call(
        echo(types.exactNumber, {}, (held) => held),
        types.exactNumber,
        exact,
      ),
    ).toEqual(exact);
    const holes = types.list(types.nullable(types.string));
    expect(
      await call(
        echo(holes, {}, (held) => held),
        holes,
        ['a', null],
      ),
    ).toEqual(['a', null]);
  });
});
