/**
 * How long the provider takes from its start to the handshake line, and how much memory it then holds, against
 * `node -e 0` started in turn with it: with the code that earlier starts have compiled, and without. Terraform pays this
 * three times a plan and four times an apply.
 *
 *   npm run bench -- handshake [--rounds 15]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PluginHost } from '../test/protocol/plugin/plugin-host';
import { buildProvider } from './build-provider';
import { median } from './median';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });

async function bareNode(): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - started;
}

/** Milliseconds to the line, and resident megabytes after it. */
async function handshake(executable: string, codeCache: string): Promise<{ ms: number; megabytes: number }> {
  const started = performance.now();
  const host = new PluginHost(executable, { TF_PLUGIN_CODE_CACHE: codeCache });
  try {
    if (host.child.stdout !== null) await once(host.child.stdout, 'data');
    const ms = performance.now() - started;
    const status = readFileSync(`/proc/${String(host.child.pid)}/status`, 'utf8');
    return { ms, megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024 };
  } finally {
    await host.dispose();
  }
}

async function main(): Promise<void> {
  const { executable } = await buildProvider();
  const codeCache = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  const bare: number[] = [];
  const kept: Awaited<ReturnType<typeof handshake>>[] = [];
  const anew: typeof kept = [];
  try {
    await handshake(executable, codeCache);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      bare.push(await bareNode());
      kept.push(await handshake(executable, codeCache));
      anew.push(await handshake(executable, 'off'));
    }
  } finally {
    rmSync(codeCache, { recursive: true });
  }
  const node = median(bare);
  const line = (name: string, starts: typeof kept): void => {
    const ms = median(starts.map((start) => start.ms));
    const megabytes = median(starts.map((start) => start.megabytes));
    console.log(
      `${name.padEnd(32)} ${ms.toFixed(0)} ms   ${(ms / node).toFixed(2)} ×   ${megabytes.toFixed(0)} MB`,
    );
  };
  console.log(`${'node -e 0'.padEnd(32)} ${node.toFixed(0)} ms`);
  line('handshake', kept);
  line('handshake, compiled anew', anew);
  console.log('bars: 2.60 ×, 90 MB');
}

void main();
