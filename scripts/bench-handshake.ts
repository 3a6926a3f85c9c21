/**
 * How long the provider takes from its start to the handshake line, and how much memory it then holds, against
 * `node -e 0` started in turn with it. Terraform pays this three times a plan and four times an apply.
 *
 *   npm run bench -- handshake [--rounds 15]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
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
async function handshake(executable: string): Promise<{ ms: number; megabytes: number }> {
  const started = performance.now();
  const host = new PluginHost(executable);
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
  const bare: number[] = [];
  const ours: { ms: number; megabytes: number }[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    bare.push(await bareNode());
    ours.push(await handshake(executable));
  }
  const node = median(bare);
  const provider = median(ours.map(({ ms }) => ms));
  console.log(`node -e 0             ${node.toFixed(0)} ms`);
  console.log(`provider handshake    ${provider.toFixed(0)} ms`);
  console.log(`ratio                 ${(provider / node).toFixed(2)}   (bar 2.60)`);
  console.log(
    `resident              ${median(ours.map(({ megabytes }) => megabytes)).toFixed(0)} MB  (bar 90)`,
  );
}

void main();
