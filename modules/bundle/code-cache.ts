import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Code that V8 compiled, kept from one start to the next. */
export interface CompiledCode {
  readonly data: Buffer;
  /** Processor seconds of the process that kept it: the more, the more of the program it contains. */
  readonly seconds: number;
}

/** Names a folder for compiled code, or is `off`. */
const SETTING = 'TF_PLUGIN_CODE_CACHE';
const FOLDER = 'terraform-provider-code';
const DIGEST_BYTES = 32;
const HEADER_BYTES = DIGEST_BYTES + 8;
const KEPT_MS = 30 * 24 * 3600 * 1000;
/** Group and others may write. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Keeps compiled code by program, in the user's own cache folder. It never fails: without a cache the program is
 * compiled again, as it would be without this file.
 */
export class CodeCache {
  private readonly folder: string | undefined;
  private readonly name: string;

  /** @param id of the program; each Node version has its own code, since V8 rejects that of another */
  constructor(id: string, env: NodeJS.ProcessEnv = process.env) {
    this.folder = folderOrNone(env);
    this.name = `${id}-${process.version}-${process.arch}`;
  }

  read(): CompiledCode | undefined {
    if (this.folder === undefined) return undefined;
    try {
      const kept = readOwn(join(this.folder, this.name));
      const rest = kept?.subarray(DIGEST_BYTES);
      // V8 trusts its input: an incomplete file must not reach it.
      if (kept === undefined || rest === undefined || !digest(rest).equals(kept.subarray(0, DIGEST_BYTES))) {
        return undefined;
      }
      return { seconds: kept.readDoubleLE(DIGEST_BYTES), data: kept.subarray(HEADER_BYTES) };
    } catch {
      return undefined;
    }
  }

  write({ data, seconds }: CompiledCode): void {
    if (this.folder === undefined) return;
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const rest = Buffer.alloc(8 + data.length);
      rest.writeDoubleLE(seconds);
      data.copy(rest, 8);
      // Written completely or not at all: another start may read it at this moment.
      const draft = join(this.folder, `${this.name}.${String(process.pid)}`);
      writeFileSync(draft, Buffer.concat([digest(rest), rest]), { mode: 0o600 });
      renameSync(draft, join(this.folder, this.name));
      sweep(this.folder);
    } catch {
      // A full or read-only disk costs the next start some milliseconds, no more.
    }
  }
}

function folderOrNone(env: NodeJS.ProcessEnv): string | undefined {
  try {
    const folder = folderOf(env);
    // A relative path would be another folder wherever Terraform runs.
    return folder !== undefined && isAbsolute(folder) ? folder : undefined;
  } catch {
    // A user without a home, as in some containers.
    return undefined;
  }
}

function folderOf(env: NodeJS.ProcessEnv): string | undefined {
  const setting = env[SETTING] ?? '';
  if (setting !== '') return setting === 'off' ? undefined : setting;
  const configured = env['XDG_CACHE_HOME'] ?? '';
  const fallback = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return join(configured === '' ? join(homedir(), ...fallback) : configured, FOLDER);
}

/** Compiled code runs without a check, so it is read only if no other user can have written it. */
function readOwn(file: string): Buffer | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const { uid, mode } = fstatSync(descriptor);
    const own =
      process.geteuid === undefined || (uid === process.geteuid() && (mode & WRITABLE_BY_OTHERS) === 0);
    return own ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

const digest = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();

/** Removes files that were not written for a while: most belong to earlier programs and Node versions. */
function sweep(folder: string): void {
  const oldest = Date.now() - KEPT_MS;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (statSync(file).mtimeMs < oldest) rmSync(file, { force: true });
  }
}
