import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runBuilder } from './run-builder';

export type BuilderName = 'buildah' | 'podman' | 'docker';

/** A working image builder of this machine. */
export interface Builder {
  readonly name: BuilderName;
  /** Absolute path. */
  readonly executable: string;
}

export interface FindBuilderOptions {
  /** Folders to look in, as in the PATH variable, which is the default. */
  readonly path?: string;
  /** How long one builder may take to answer, in milliseconds. Default 5000. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
}

/** The builders that need no daemon come first. */
const BUILDERS: readonly BuilderName[] = ['buildah', 'podman', 'docker'];

/**
 * The probe of each builder. A podman or buildah without user namespaces or storage fails it; a docker client without a
 * running daemon returns an empty version.
 */
const PROBES: Readonly<Record<BuilderName, readonly string[]>> = {
  buildah: ['info'],
  podman: ['info', '--format', '{{.Store.GraphRoot}}'],
  docker: ['info', '--format', '{{.ServerVersion}}'],
};

/** Returns the first of buildah, podman and docker that is on the path and works; `undefined` if none does. */
export async function findBuilder(options: FindBuilderOptions = {}): Promise<Builder | undefined> {
  for (const name of BUILDERS) {
    const executable = await onPath(name, options.path ?? process.env['PATH'] ?? '');
    if (executable !== undefined && (await answers({ name, executable }, options))) {
      return { name, executable };
    }
  }
  return undefined;
}

async function onPath(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((step) => step !== '')) {
    const candidate = join(folder, name);
    const found = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  return undefined;
}

async function answers({ name, executable }: Builder, options: FindBuilderOptions): Promise<boolean> {
  const patience = AbortSignal.timeout(options.patienceMs ?? 5_000);
  const signal = options.signal === undefined ? patience : AbortSignal.any([options.signal, patience]);
  try {
    const { exitCode, stdout } = await runBuilder({ file: executable, args: PROBES[name], signal });
    return exitCode === 0 && stdout.trim() !== '';
  } catch {
    options.signal?.throwIfAborted();
    return false;
  }
}
