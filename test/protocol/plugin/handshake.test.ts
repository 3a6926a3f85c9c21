import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { HOST_ENVIRONMENT, tlsOutcome } from '../../../modules/conformance';
import { certify } from '../../../modules/plugin/process/certificate';
import { bundle } from './bundle';
import type { Bundle } from './bundle';
import { call, PluginHost, raw } from './plugin-host';

let built: Bundle;
beforeAll(async () => {
  built = await bundle(join(__dirname, 'corner-main.ts'), 'terraform-provider-corner_v0.0.1');
});
afterAll(() => built.remove());

describe('the handshake', () => {
  let host: PluginHost;
  const start = (environment: Readonly<Record<string, string>> = {}): PluginHost => {
    host = new PluginHost(built.executable, environment);
    return host;
  };
  afterEach(() => host.dispose());

  it('prints one line with protocol, socket and certificate', async () => {
    const { fields, socketPath, certificate } = await start().handshake();
    expect(fields.slice(0, 3)).toEqual(['1', '6', 'unix']);
    expect(fields).toHaveLength(6);
    expect(fields[4]).toBe('grpc');
    expect(fields[5]).not.toContain('=');
    expect(Buffer.byteLength(socketPath)).toBeLessThan(104);
    const parsed = new X509Certificate(certificate);
    expect(parsed.subjectAltName).toBe('DNS:localhost');
    expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(parsed.ca).toBe(true);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
  });

  it('puts the socket where the host asks for it', async () => {
    const { socketPath } = await start({ PLUGIN_UNIX_SOCKET_DIR: '/tmp' }).handshake();
    expect(socketPath.startsWith('/tmp/terraform-plugin-')).toBe(true);
  });

  it('says that it does not multiplex when it is asked', async () => {
    const { fields } = await start({ PLUGIN_MULTIPLEX_GRPC: 'true' }).handshake();
    expect(fields[6]).toBe('false');
  });

  it('answers the host over mutual TLS', async () => {
    const client = await start().client();
    const schema = await call(client, 'GetProviderSchema', {});
    expect([...(schema.resourceSchemas?.keys() ?? [])]).toContain('corner_everything');
    expect(schema.serverCapabilities).toEqual({
      planDestroy: true,
      getProviderSchemaOptional: true,
      moveResourceState: true,
    });
  });

  it('answers a health check, and rejects methods it does not have', async () => {
    const client = await start().client();
    expect(await raw(client, '/grpc.health.v1.Health/Check', Buffer.alloc(0))).toEqual(Buffer.of(8, 1));
    await expect(raw(client, '/tfplugin6.Provider/ListResource', Buffer.alloc(0))).rejects.toMatchObject({
      code: 12,
    });
  });

  it('rejects a client whose certificate the offered one has signed', async () => {
    const line = await start().handshake();
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signer = createPrivateKey(host.identity.keyPem);
    const signed = certify(keys, { nowMs: Date.now(), purpose: 'client', signer });
    expect(await tlsOutcome(line, signed)).toBe('rejected');
  });

  it('speaks plaintext when the host switched TLS off', async () => {
    start({ PLUGIN_CLIENT_CERT: '' });
    expect((await host.handshake()).fields[5]).toBe('');
    const client = await host.client('plaintext');
    expect((await call(client, 'GetMetadata', {})).resources).toContainEqual({
      typeName: 'corner_everything',
    });
  });
});

describe('a provider that was not started by a suitable host', () => {
  const run = (environment: Readonly<Record<string, string>>) =>
    spawnSync(built.executable, { env: { PATH: process.env['PATH'], ...environment }, encoding: 'utf8' });

  it('exits with 1 when the host knows only older protocols', () => {
    const { status, stderr } = run({ ...HOST_ENVIRONMENT, PLUGIN_PROTOCOL_VERSIONS: '4,5' });
    expect(status).toBe(1);
    expect(stderr).toContain('protocol 6');
  });

  it('leaves no directory behind', async () => {
    const host = new PluginHost(built.executable);
    const { socketPath } = await host.handshake();
    host.child.kill('SIGTERM');
    await host.exit();
    expect(existsSync(dirname(socketPath))).toBe(false);
  });
});
