/**
 * `npm run test:docs`: plays the commands of the documentation as they are written, each journey in a clone of its own after `npm ci`,
 * on a local cloud of its own, without a terminal. `--only WORD` plays only the journeys with the word in their title.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { mirrorRoots } from '../modules/delivery';
import { findUnpackedProvider } from '../modules/delivery/find-unpacked-provider';
import { hostPlatform } from '../modules/delivery/platforms';
import { surroundings } from '../test/support/surroundings';
import { ROOT } from './docs/commands';
import { JOURNEYS } from './docs/journeys';
import type { Journey } from './docs/journeys';
import { play } from './docs/play';

/** Copies what Git knows or would add, and links the installed packages. */
function clone(folder: string): void {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of listed.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}

/** Offers the reader's Terraform the AWS provider of this machine, if it is unpacked there: a registry may be out of reach. */
function offerAwsProvider(home: string): void {
  const [host, namespace, type] = ['registry.terraform.io', 'hashicorp', 'aws'] as const;
  const [version, platform] = ['5.100.0', hostPlatform()];
  const roots = mirrorRoots({ env: process.env, home: homedir(), platform: process.platform });
  const unpacked = findUnpackedProvider({ address: { host, namespace, type }, version, platform }, roots);
  if (unpacked === undefined) return;
  const link = join(home, '.terraform.d/plugins', host, namespace, type, version, platform);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(unpacked, link);
}

async function tryJourney(journey: Journey): Promise<number> {
  const outer = mkdtempSync(join(tmpdir(), 'tuneform-docs-'));
  const folder = join(outer, 'clone');
  const env = {
    ...surroundings(process.env, outer),
    HOME: join(outer, 'home'),
    // Each Python environment is made once per content, for all clones.
    XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    CHECKPOINT_DISABLE: '1',
    CI: 'true',
    ...journey.env,
  };
  let commands = 0;
  try {
    clone(folder);
    mkdirSync(env.HOME);
    offerAwsProvider(env.HOME);
    for (const chapter of journey.chapters) commands += await play(chapter, folder, env);
  } finally {
    execFileSync('npx', ['tuneform', 'local', 'stop'], { cwd: folder, env, stdio: 'ignore' });
    rmSync(outer, { recursive: true, force: true, maxRetries: 3 });
  }
  return commands;
}

async function main(only: string): Promise<void> {
  let commands = 0;
  for (const journey of JOURNEYS.filter(({ title }) => title.includes(only))) {
    commands += await tryJourney(journey);
  }
  console.log(`${String(commands)} commands of the documentation played`);
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
void main(values.only ?? '').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
