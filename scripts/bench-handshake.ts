/**
 * Measures the time from the provider's start to its handshake line, and its memory at that moment, against `node -e 0` in turn
 * with it: with the code cache of earlier starts, and without. Terraform starts a provider three times for a plan and four times
 * for an apply.
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
import { goal } from './goal';
import { processorMs, warnWhenBusy } from './machine-load';
import { median } from './median';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });

async function bareNode(): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - started;
}

interface Start {
  readonly ms: number;
  readonly cpuMs: number;
  readonly megabytes: number;
}

/** Returns the milliseconds and processor time to the handshake line, and the resident megabytes after it. */
async function handshake(executable: string, codeCache: string): Promise<Start> {
  const started = performance.now();
  const host = new PluginHost(executable, { TF_PLUGIN_CODE_CACHE: codeCache });
  try {
    await once(host.child.stdout, 'data');
    const ms = performance.now() - started;
    const status = readFileSync(`/proc/${String(host.child.pid)}/status`, 'utf8');
    const cpuMs = processorMs(host.child.pid ?? 0);
    return { ms, cpuMs, megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024 };
  } finally {
    await host.dispose();
  }
}

async function main(): Promise<void> {
  warnWhenBusy();
  const { executable } = await buildProvider();
  const codeCache = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  const bare: number[] = [];
  const kept: Start[] = [];
  const anew: Start[] = [];
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
  const line = (name: string, starts: readonly Start[], most: number): void => {
    const of = (key: keyof Start): number => median(starts.map((start) => start[key]));
    const times = goal(of('ms') / node, most, (ratio) => ratio.toFixed(2));
    console.log(
      `${name.padEnd(28)} ${of('ms').toFixed(0)} ms, processor ${of('cpuMs').toFixed(0)} ms   ${times} × node   ` +
        `${goal(of('megabytes'), 90, (megabytes) => megabytes.toFixed(0))} MB`,
    );
  };
  console.log(`${'node -e 0'.padEnd(28)} ${node.toFixed(0)} ms`);
  line('handshake', kept, 1.3);
  line('handshake, compiled anew', anew, 2.6);
  console.log('recorded on two quiet cores: the lean and the framework Go peer 0.3 × node each');
}

void main();
