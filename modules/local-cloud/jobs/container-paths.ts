import { realpathSync } from 'node:fs';

/**
 * Speaks of folders as the container knows them. Plain processes see this machine's paths and print them, and so do the
 * errors of this machine's files; no log, no reason and no link of an artifact names them, for they mean nothing to who
 * reads it, nor anywhere else.
 */
export class ContainerPaths {
  private readonly names: readonly string[];
  private readonly pattern: RegExp;

  /** `directory`: the local cloud's own, with every job's and endpoint's folder below it. */
  constructor(directory: string) {
    // A program that asks where it really is gets the name without links.
    this.names = [...new Set([directory, realNameOf(directory)])].flatMap((name) => [name, inBytes(name)]);
    const either = this.names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
    this.pattern = new RegExp(`(?:${either})(?![\\w.-])${BELOW}`, 'g');
  }

  /** The text with the container's paths in place of this machine's. */
  translate(text: string): string {
    if (!this.names.some((name) => text.includes(name))) return text;
    return text.replace(this.pattern, (...match: (string | undefined)[]) => {
      const [, ml, scratch, own, image] = match;
      if (ml !== undefined) return '/opt/ml';
      if (own !== undefined) return FOLDERS[own] ?? '/tmp';
      if (scratch !== undefined) return '/tmp';
      return image === undefined ? '/local-cloud' : '';
    });
  }

  /** The same of bytes, in whatever encoding they are. */
  translateBytes(bytes: Buffer): Buffer {
    return Buffer.from(this.translate(bytes.toString('latin1')), 'latin1');
  }
}

const WORK = String.raw`/(?:jobs/[\w-]+|endpoints/[\w-]+/[\w-]+/[\w-]+)`;
const BELOW = String.raw`(?:${WORK}(?:(/ml)|(/scratch)(?:/(program|home|tmp))?)(?![\w.-])|(/runner/images/[0-9a-f]{64}(?:\.partial)?))?`;

/** What the folders of a container that are its own are called inside. */
const FOLDERS: Readonly<Record<string, string>> = { program: '/opt/program', home: '/root', tmp: '/tmp' };

const inBytes = (text: string): string => Buffer.from(text).toString('latin1');

function realNameOf(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}
