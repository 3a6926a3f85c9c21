/**
 * Runs every static check, as many at a time as there are processors, longest first. Prints each check's output when it
 * ends; exit code 1 if any fails.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { startStopwatch, systemClock } from '../modules/kernel';

/** Scripts of package.json, longest first. */
const CHECKS = ['lint', 'types', 'format:check', 'layers', 'dead-code', 'docs:check'];

/** Runs one script; resolves to whether it passed. */
function check(name: string): Promise<boolean> {
  const elapsed = startStopwatch(systemClock);
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = (elapsed() / 1000).toFixed(1);
      console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
      if (code !== 0 && output !== '') console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

async function main(): Promise<boolean> {
  const waiting = [...CHECKS];
  let passes = true;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      passes = (await check(next)) && passes;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return passes;
}

void main().then((passes) => (process.exitCode = passes ? 0 : 1));
