import { realpathSync } from 'node:fs';

/**
 * Translates this machine's paths into the container's. Plain processes see and print this machine's paths, and so do
 * errors of this machine's files. No log, reason or link of an artifact may contain them, because they mean nothing
 * to a reader or on another machine.
 */
export class ContainerPaths {
  private readonly names: readonly string[];
  private readonly pattern: RegExp;

  /** `directory`: the local cloud's own folder, which contains every job's and endpoint's folder. */
  constructor(directory: string) {
    // A program that resolves its own folder gets the name without links.
    this.names = [...new Set([directory, realNameOf(directory)])].flatMap((name) => [name, inBytes(name)]);
    const either = this.names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
    this.pattern = new RegExp(`(?:${either})(?![\\w.-])${BELOW}`, 'g');
  }

  /** Returns the text with the container's paths in place of this machine's. */
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

  /** Does the same for bytes, in any encoding. */
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
