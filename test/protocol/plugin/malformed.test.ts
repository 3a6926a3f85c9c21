import { join } from 'node:path';
import type { Client } from '@grpc/grpc-js';
import { types, unknown } from '../../../modules/plugin';
import { impliedType } from '../../../modules/plugin/cty/implied-type';
import type { CallName, RequestOf } from '../../../modules/plugin/protocol/messages/calls';
import { everythingSchema } from '../../acceptance/plugin/corner/everything';
import { bundle } from './bundle';
import type { Bundle } from './bundle';
import { call, dynamicValue, PluginHost, raw, valueOf } from './plugin-host';

const typeName = 'corner_everything';
const type = impliedType(everythingSchema);
const config = { name: 'a', origin: { x: 1 }, flag: false };
const stored = { ...config, id: 'a', flag: false };

let built: Bundle;
let host: PluginHost;
let client: Client;
beforeAll(async () => {
  built = await bundle(join(__dirname, 'corner-main.ts'), 'terraform-provider-corner_v0.0.1');
  host = new PluginHost(built.executable);
  client = await host.client();
  await call(client, 'ConfigureProvider', {
    config: dynamicValue(types.object({ greeting: types.string }), {}),
  });
});
afterAll(async () => {
  await host.dispose();
  built.remove();
});
// Whatever it was sent, it is still there and still right.
afterEach(async () => {
  const { newState } = await call(client, 'ReadResource', {
    typeName,
    currentState: dynamicValue(type, stored),
  });
  expect(newState).toBeDefined();
});

/** The only error of an answer. */
async function complaint<N extends CallName>(name: N, request: RequestOf<N>): Promise<string> {
  const answer = (await call(client, name, request)) as {
    readonly diagnostics?: readonly { readonly summary?: string; readonly detail?: string }[];
  };
  expect(answer.diagnostics).toHaveLength(1);
  return `${answer.diagnostics?.[0]?.summary ?? ''}: ${answer.diagnostics?.[0]?.detail ?? ''}`;
}

const validating = (bytes: Uint8Array): Promise<string> =>
  complaint('ValidateResourceConfig', { typeName, config: { msgpack: bytes } });
const upgrading = (json: string | Buffer, version = 2): Promise<string> =>
  complaint('UpgradeResourceState', { typeName, version, rawState: { json: Buffer.from(json) } });
/** MessagePack of a map with one member. */
const member = (name: string, ...value: readonly number[]): Buffer =>
  Buffer.from([0x81, 0xa0 + name.length, ...Buffer.from(name), ...value]);

describe('MessagePack that is no value', () => {
  test.each([
    { why: 'cut short', bytes: Buffer.from(dynamicValue(type, config).msgpack).subarray(0, 20) },
    { why: 'a length beyond the end', bytes: Buffer.of(0xdf, 0xff, 0xff, 0xff, 0xff) },
    { why: 'a byte that MessagePack does not use', bytes: Buffer.of(0xc1) },
    { why: 'text where an object belongs', bytes: Buffer.of(0xa1, 0x61) },
    { why: 'a second value behind the first', bytes: Buffer.of(0xc0, 0xc0) },
    { why: 'an attribute of another schema', bytes: member('strange', 0xc0) },
    { why: 'a number where text belongs', bytes: member('name', 0x01) },
    { why: 'text that is not UTF-8', bytes: member('name', 0xa2, 0xc3, 0x28) },
    { why: 'nesting without end', bytes: member('anything', ...Array.from({ length: 3000 }, () => 0x91)) },
  ])('$why is named in a diagnostic', async ({ bytes }) => {
    expect(await validating(bytes)).toMatch(/^Malformed Value/);
  });
});

describe('state as JSON that is none', () => {
  test.each([
    { why: 'cut short', json: '{"name":' },
    { why: 'an array', json: '[1]' },
    { why: 'a number where text belongs', json: '{"name": {"a": 1}}' },
    { why: 'not UTF-8', json: Buffer.from('{"name": "\xc3("}', 'latin1') },
    { why: 'nested without end', json: `{"anything": ${'['.repeat(100_000)}` },
  ])('$why is named in a diagnostic', async ({ json }) => {
    expect(await upgrading(json)).toMatch(/^Malformed Value/);
  });

  it('state of a newer release is rejected with what to do', async () => {
    expect(await upgrading(JSON.stringify(stored), 3)).toMatch(
      /^State from a Newer Release: .*schema version 3, this release knows 2.*Use that release or a later one/,
    );
  });
});

it('bytes that are no protobuf message end the call with a status', async () => {
  await expect(
    raw(client, '/tfplugin6.Provider/ReadResource', Buffer.of(0x0a, 0xff, 0xff, 0xff, 0x7f)),
  ).rejects.toMatchObject({
    code: 3,
    details: expect.stringContaining('ReadResource is malformed') as string,
  });
});

it('a type that the provider does not have is named', async () => {
  expect(await complaint('ReadResource', { typeName: 'corner_nothing' })).toContain(
    'has no resource type "corner_nothing"',
  );
});

it('a whole number beyond 2^53 is rejected where a number is, and kept digit by digit where it may be exact', async () => {
  const huge = '123456789012345678901234567890';
  const state = (attribute: string): Buffer =>
    Buffer.from(`{"name":"a","origin":{"x":1},"${attribute}":${huge}}`);
  const upgraded = await call(client, 'UpgradeResourceState', {
    typeName,
    version: 2,
    rawState: { json: state('exact') },
  });
  expect(upgraded.diagnostics ?? []).toEqual([]);
  expect(valueOf(type, upgraded.upgradedState)).toMatchObject({ exact: { decimal: huge } });
  const asNumber = await call(client, 'UpgradeResourceState', {
    typeName,
    version: 2,
    rawState: { json: state('number') },
  });
  const held = { msgpack: asNumber.upgradedState?.msgpack };
  expect(await complaint('ValidateResourceConfig', { typeName, config: held })).toMatch(
    /^Number Out of Bounds/,
  );
});

it('five megabytes of text go through unharmed', async () => {
  const text = 'ä'.repeat(2_500_000);
  const planned = await call(client, 'PlanResourceChange', {
    typeName,
    priorState: dynamicValue(type, null),
    proposedNewState: dynamicValue(type, { ...config, text }),
    config: dynamicValue(type, { ...config, text }),
  });
  expect(valueOf(type, planned.plannedState)).toMatchObject({ text });
});

it('an unknown value where all must be known is a diagnostic', async () => {
  const answer = await complaint('ApplyResourceChange', {
    typeName,
    priorState: dynamicValue(type, null),
    plannedState: dynamicValue(type, { ...config, name: unknown }),
    config: dynamicValue(type, { ...config, name: unknown }),
  });
  expect(answer).toContain('name');
});

describe('an object is not forgotten because its values cannot be read', () => {
  const unreadable = { msgpack: member('strange', 0xc0) };
  it('when it is to be changed', async () => {
    const answer = await call(client, 'ApplyResourceChange', {
      typeName,
      priorState: unreadable,
      plannedState: dynamicValue(type, stored),
      config: dynamicValue(type, config),
      plannedPrivate: Buffer.from('kept'),
    });
    expect(answer.diagnostics).toHaveLength(1);
    expect(Buffer.from(answer.newState?.msgpack ?? [])).toEqual(unreadable.msgpack);
    expect(Buffer.from(answer.private ?? []).toString()).toBe('kept');
  });

  it('when it is refreshed', async () => {
    const answer = await call(client, 'ReadResource', { typeName, currentState: unreadable });
    expect(answer.diagnostics).toHaveLength(1);
    expect(Buffer.from(answer.newState?.msgpack ?? [])).toEqual(unreadable.msgpack);
  });
});
