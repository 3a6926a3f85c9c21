import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { impliedType } from '../../../modules/plugin/cty/implied-type';
import { sweepSocketDirectories } from '../../../modules/plugin/process/socket-directory';
import { everythingSchema } from '../../acceptance/plugin/corner/everything';
import { noisy, waiting } from '../../acceptance/plugin/corner/misbehaving';
import { bundle } from './bundle';
import type { Bundle } from './bundle';
import { call, dynamicValue, PluginHost, raw, valueOf } from './plugin-host';

const simple = impliedType(waiting.schema);
const nothing = dynamicValue(simple, null);

let built: Bundle;
let host: PluginHost;
beforeAll(async () => {
  built = await bundle(join(__dirname, 'corner-main.ts'), 'terraform-provider-corner_v0.0.1');
});
afterAll(() => built.remove());
afterEach(() => host.dispose());

const start = (environment: Readonly<Record<string, string>> = {}): PluginHost => {
  host = new PluginHost(built.executable, environment);
  return host;
};

const create = (name: string) => ({
  priorState: nothing,
  plannedState: dynamicValue(simple, { name, status: null }),
  config: dynamicValue(simple, { name, status: null }),
});

describe('a provider process', () => {
  it('answers calls although it was never asked for its schema', async () => {
    const client = await start().client();
    const answer = await call(client, 'PlanResourceChange', {
      typeName: 'corner_noisy',
      priorState: nothing,
      proposedNewState: dynamicValue(simple, { name: 'n', status: null }),
      config: dynamicValue(simple, { name: 'n', status: null }),
    });
    expect(valueOf(simple, answer.plannedState)).toMatchObject({
      name: 'n',
      status: { refinement: undefined },
    });
  });

  it('tells forty waiting calls of an interrupt, and all answer within a second', async () => {
    const client = await start().client();
    const answers = Array.from({ length: 40 }, (_, index) =>
      call(client, 'ApplyResourceChange', { typeName: 'corner_waiting', ...create(`w${String(index)}`) }),
    );
    // All forty are waiting once a later call has come back.
    await call(client, 'GetMetadata', {});
    const before = Date.now();
    await call(client, 'StopProvider', {});
    const states = (await Promise.all(answers)).map((answer) => valueOf(simple, answer.newState));
    expect(Date.now() - before).toBeLessThan(1_000);
    expect(states).toHaveLength(40);
    expect(states[39]).toEqual({ name: 'w39', status: 'InProgress' });
  });

  it('lets running calls finish on SIGTERM, then leaves', async () => {
    const client = await start().client();
    const answer = call(client, 'ApplyResourceChange', { typeName: 'corner_waiting', ...create('w') });
    await call(client, 'GetMetadata', {});
    host.child.kill('SIGTERM');
    expect(valueOf(simple, (await answer).newState)).toEqual({ name: 'w', status: 'InProgress' });
    expect(await host.exit()).toBe(0);
  });

  it('survives errors that go astray and keeps standard output clean', async () => {
    const client = await start({ TF_LOG_PROVIDER: 'info' }).client();
    const answer = await call(client, 'ApplyResourceChange', { typeName: 'corner_noisy', ...create('n') });
    expect(valueOf(simple, answer.newState)).toEqual({ name: 'n', status: 'Done' });
    expect(host.stdout.trim().split('\n')).toHaveLength(1);
    await host.until(() => host.stderr.includes('thrown by nobody'));
    expect(host.stderr).toContain('not for the host');
    const line = host.stderr.split('\n').find((candidate) => candidate.includes('made a noise')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      '@level': 'info',
      '@module': 'provider.corner',
      '@timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      name: 'n',
    });
    expect(host.stderr).not.toContain('"@level":"debug"');
  });

  it('says nothing when logging is off', async () => {
    const client = await start({ TF_LOG: '', TF_LOG_PROVIDER: '' }).client();
    await call(client, 'GetMetadata', {});
    expect(host.stderr).toBe('');
  });

  it('keeps the prior state when an update fails, and names the reason', async () => {
    const client = await start().client();
    const prior = { name: 'n', status: 'Done' };
    const answer = await call(client, 'ApplyResourceChange', {
      ...create('m'),
      typeName: 'corner_noisy',
      priorState: dynamicValue(simple, prior),
      plannedPrivate: Buffer.from('kept'),
    });
    expect(valueOf(simple, answer.newState)).toEqual(prior);
    expect(Buffer.from(answer.private ?? []).toString()).toBe('kept');
    expect(answer.diagnostics?.[0]?.detail).toContain('cannot change');
  });

  it('takes and gives values of many megabytes', async () => {
    const client = await start().client();
    const type = impliedType(everythingSchema);
    const state = {
      id: 'x',
      name: 'n',
      text: 'é'.repeat(4_000_000),
      origin: { x: 1, label: 'l', hash: 'h' },
      rule: [],
      labelled: {},
    };
    const answer = await call(client, 'UpgradeResourceState', {
      typeName: 'corner_everything',
      version: 2,
      rawState: { json: Buffer.from(JSON.stringify(state)) },
    });
    expect(valueOf(type, answer.upgradedState)).toMatchObject({ text: state.text });
  });

  it.each([
    { bytes: Buffer.from([0xff, 0xff]), why: 'protobuf that is none' },
    { bytes: Buffer.from([0x0a, 0x7f]), why: 'a field that ends after the message' },
  ])('answers $why with a status', async ({ bytes }) => {
    const client = await start().client();
    await expect(raw(client, '/tfplugin6.Provider/ReadResource', bytes)).rejects.toMatchObject({ code: 3 });
  });

  it.each([
    { value: Buffer.from([0xc1]), why: 'a MessagePack type that does not exist' },
    { value: Buffer.from([0x82, 0xa4]), why: 'MessagePack that ends too early' },
    { value: Buffer.from([0x81, 0xa1, 0x78, 0xc0]), why: 'an attribute that is not in the schema' },
    { value: Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff]), why: 'an array where an object belongs' },
    {
      value: Buffer.from([
        0x82, 0xa4, 0x6e, 0x61, 0x6d, 0x65, 0xa1, 0xff, 0xa6, 0x73, 0x74, 0x61, 0x74, 0x75, 0x73, 0xc0,
      ]),
      why: 'text that is not UTF-8',
    },
  ])('answers $why with a diagnostic', async ({ value }) => {
    const client = await start().client();
    const answer = await call(client, 'ReadResource', {
      typeName: noisy.typeName,
      currentState: { msgpack: value },
    });
    expect(answer.diagnostics?.[0]?.summary).toBe('Malformed Value');
    expect((await call(client, 'GetMetadata', {})).resources).toHaveLength(5);
  });

  it('removes the folder of its socket before anything else that happens at its exit', async () => {
    start();
    await host.handshake();
    host.child.kill('SIGTERM');
    expect(await host.exit()).toBe(0);
    await host.until(() => host.stderr.includes('left at the exit'));
    expect(host.stderr).toContain('left at the exit: nothing');
  });

  it('removes what killed processes left behind', async () => {
    start();
    await host.handshake();
    host.child.kill('SIGKILL');
    await host.exit();
    const own = (): string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`terraform-plugin-${String(host.child.pid)}-`));
    expect(own()).toHaveLength(1);
    const alive = join(tmpdir(), `terraform-plugin-${String(process.pid)}-abcdef`);
    mkdirSync(alive);
    sweepSocketDirectories();
    expect(own()).toHaveLength(0);
    expect(existsSync(alive)).toBe(true);
    rmSync(alive, { recursive: true });
  });
});
