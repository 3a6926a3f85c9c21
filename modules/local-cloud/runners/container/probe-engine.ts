import { readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../../kernel';
import { OwnNetworks } from '../namespaces/network/own-network';
import { SETUP_LOG } from '../namespaces/setup-script';
import { findHostPython } from '../process/host-python';
import { removeFolder } from '../remove-folder';
import { Engine } from './engine';
import type { EngineOptions } from './engine';
import { loadArchive } from './load-image';

export type FoundEngine =
  { readonly ok: true; readonly engine: Engine } | { readonly ok: false; readonly why: string };

const REMEDY =
  'It needs podman with a runtime and an init: apt-get install podman runc catatonit on Debian and Ubuntu; without root also uidmap.';

/** Runtimes that podman knows beside the one of its settings. */
const RUNTIMES = ['runc', 'crun'];

/**
 * Finds out how this machine's podman runs containers, by running one as the local cloud does: in a network of its own, under an init. What
 * its own settings fail with decides what is tried next.
 */
export async function findEngine(directory: string): Promise<FoundEngine> {
  if (process.platform !== 'linux') return { ok: false, why: 'Containers are a feature of Linux.' };
  const folder = join(directory, `probe-${String(process.pid)}`);
  await mkdir(folder, { recursive: true });
  try {
    return await climb(folder);
  } finally {
    await removeFolder(folder);
  }
}

async function climb(folder: string): Promise<FoundEngine> {
  const image = await loadProbe();
  if (typeof image === 'string') return { ok: false, why: withRemedy(image) };
  try {
    let limits: readonly string[] = [];
    let first: string | undefined;
    for (const global of [[], ...RUNTIMES.map((name) => ['--runtime', name])]) {
      let why = await tryOne({ global, limits }, image.id, folder);
      if (why !== undefined && limits.length === 0 && /rlimit/i.test(why)) {
        first ??= why;
        limits = ownLimits();
        why = await tryOne({ global, limits }, image.id, folder);
      }
      if (why === undefined) return { ok: true, engine: new Engine({ global, limits }) };
      first ??= why;
    }
    return { ok: false, why: withRemedy(first ?? '') };
  } finally {
    await new Engine().run(['image', 'rm', '--force', image.id]);
  }
}

const withRemedy = (why: string): string => `${why.replace(/[.\s]*$/, '.')} ${REMEDY}`;

/** Loads an image without a file: podman mounts the init, which is static, into each container. Returns why it cannot, else. */
async function loadProbe(): Promise<{ readonly id: string } | string> {
  try {
    return { id: await loadArchive(new Engine(), EMPTY_IMAGE) };
  } catch (error) {
    return messageOf(error).includes('ENOENT') ? 'There is no podman on the path.' : messageOf(error);
  }
}

const EMPTY_IMAGE = {
  config: Buffer.from(
    '{"os":"linux","architecture":"amd64","config":{},"rootfs":{"type":"layers","diff_ids":[]}}',
  ),
  layers: [],
  name: 'probe',
};

/** Returns the last words of a container that cannot be started; undefined if it ran. */
async function tryOne(options: EngineOptions, image: string, folder: string): Promise<string | undefined> {
  const engine = new Engine(options);
  const networks = new OwnNetworks(folder);
  try {
    const { executable } = await findHostPython();
    const needs = { serves: false, reaches: [] };
    const { around } = await networks.make(executable, needs, engine.enterNetwork);
    const flags = ['--rm', '--init', '--network', 'host', '--log-driver', 'none', ...engine.limits];
    const run = [...engine.command, 'run', ...flags, image, '/run/podman-init', '--version'];
    const { exitCode, output } = await engine.start(around(run), { directory: folder });
    if (exitCode === 0) return undefined;
    const log = await readFile(join(folder, SETUP_LOG), 'utf8').catch(() => '');
    const said = [output, log].join('').trim().split('\n').at(-1) ?? '';
    return said === '' ? `A container ended with exit code ${String(exitCode)}.` : said;
  } catch (error) {
    return messageOf(error);
  } finally {
    networks.close();
  }
}

/** Podman lowers its own limit of processes to this. */
const MOST_PROCESSES = 32_768;

/**
 * This process's own limits, which need no privileges. Podman asks for a million open files, which root in most sandboxes may not have.
 */
function ownLimits(): readonly string[] {
  const table = readFileSync('/proc/self/limits', 'utf8');
  const hard = (name: string): number => {
    const [, limit = ''] = new RegExp(`^${name} +\\S+ +(\\S+)`, 'm').exec(table) ?? [];
    return limit === 'unlimited' ? Infinity : Number(limit);
  };
  const [files, processes] = [hard('Max open files'), Math.min(hard('Max processes'), MOST_PROCESSES)];
  return [
    ...(Number.isFinite(files) ? ['--ulimit', `nofile=${String(files)}:${String(files)}`] : []),
    ...['--ulimit', `nproc=${String(processes)}:${String(processes)}`],
  ];
}
