import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { HOST_ENVIRONMENT } from '../../../modules/conformance';
import { builtProvider } from '../../support/built-provider';

describe("the provider's start", () => {
  it('loads what its handshake line needs, and nothing that only some calls need', async () => {
    const loaded = spawnSync(
      process.execPath,
      ['--require', join(__dirname, 'loaded-at-start.js'), await builtProvider()],
      { env: { ...process.env, ...HOST_ENVIRONMENT }, encoding: 'utf8' },
    ).stdout.split('\n');
    const modules = (...names: readonly string[]): string[] => names.map((name) => `NativeModule ${name}`);
    expect(loaded).toEqual(expect.arrayContaining(modules('net', 'crypto')));
    // Terraform starts the provider three times a plan, and each of these costs a start up to some milliseconds.
    const later = new Set(
      modules('http', 'http2', 'https', 'tls', 'zlib', 'dns/promises', 'v8', 'worker_threads'),
    );
    expect(loaded.filter((entry) => later.has(entry))).toEqual([]);
  });
});
