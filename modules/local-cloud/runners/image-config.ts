import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The part of an OCI image configuration that decides how the image runs. */
export interface ImageConfig {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute path inside the image, without a slash at its end; `/` unless the image names another. */
  readonly workingDirectory: string;
  readonly labels?: Readonly<Record<string, string>>;
}

interface ConfigFile {
  readonly config?: {
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Env?: readonly string[] | null;
    readonly WorkingDir?: string;
    readonly Labels?: Readonly<Record<string, string>> | null;
  };
}

/** Parses an image configuration blob (OCI image specification, "Image Configuration"). */
export function readImageConfig(file: string): ImageConfig {
  const { config = {} } = JSON.parse(readFileSync(file, 'utf8')) as ConfigFile;
  const environment = (config.Env ?? []).map((entry): [string, string] => {
    const at = entry.indexOf('=');
    return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
  });
  return {
    entrypoint: config.Entrypoint ?? [],
    command: config.Cmd ?? [],
    environment: Object.fromEntries(environment),
    workingDirectory: posix.resolve('/', config.WorkingDir ?? ''),
    labels: config.Labels ?? {},
  };
}
