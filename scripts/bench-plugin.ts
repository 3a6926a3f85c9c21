import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../test/protocol/plugin/bundle';
import { COOKIE } from '../test/protocol/plugin/plugin-host';
import { createCertificate } from '../modules/plugin/process/certificate';

const ROUNDS = 15;

interface Sample {
  readonly ms: number;
  /** Resident, MiB, right after the handshake line. */
  readonly residentMiB?: number;
}

const environment = {
  ...process.env,
  ...COOKIE,
  PLUGIN_CLIENT_CERT: createCertificate(Date.now(), 'client').pem,
};

/** Time from start to the handshake line. */
function handshake(executable: string): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(executable, { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
    child.once('error', reject);
    child.stdout.once('data', () => {
      const ms = performance.now() - start;
      const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(child.pid)}/status`, 'utf8'))?.[1];
      child.once('exit', () => resolve({ ms, residentMiB: Number(resident) / 1024 }));
      child.kill('SIGTERM');
    });
  });
}

function bareNode(): Sample {
  const start = performance.now();
  execFileSync(process.execPath, ['-e', '0']);
  return { ms: performance.now() - start };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/**
 * Handshake time and memory of providers against a bare Node, interleaved so that a busy machine slows all alike.
 * Arguments are further executables to measure, for instance the one of `npm run build`. Linux only.
 */
async function main(executables: readonly string[]): Promise<void> {
  const built = await bundle(
    join(__dirname, '../test/protocol/plugin/corner-main.ts'),
    'terraform-provider-corner_v0.0.1',
  );
  try {
    const subjects = new Map<string, Sample[]>([['node -e 0', []]]);
    for (const executable of [built.executable, ...executables]) subjects.set(executable, []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [subject, samples] of subjects) {
        samples.push(subject === 'node -e 0' ? bareNode() : await handshake(subject));
      }
    }
    const base = median((subjects.get('node -e 0') ?? []).map(({ ms }) => ms));
    for (const [subject, samples] of subjects) {
      const ms = median(samples.map((sample) => sample.ms));
      const resident = median(samples.map((sample) => sample.residentMiB ?? NaN));
      const memory = Number.isNaN(resident) ? '' : `, ${resident.toFixed(0)} MiB resident`;
      console.log(
        `${(subject.split('/').at(-1) ?? subject).padEnd(40)} ${ms.toFixed(0)} ms, ${(ms / base).toFixed(2)} x${memory}`,
      );
    }
  } finally {
    built.remove();
  }
}

if (require.main === module) void main(process.argv.slice(2));
