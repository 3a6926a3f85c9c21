import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { composeConfiguration } from './compose-configuration';
import type { ResolvedConfiguration } from './compose-configuration';
import { rejectProblems } from './invalid';

export interface ConfigurationProps {
  /** Folder with `config.yaml` and a folder for each group. */
  readonly folder: string;
  /** A file of changes outside the folder. @default - none */
  readonly file?: string;
  /** `key=value`, `+key=value`, `~key`, `group=option`. @default - none */
  readonly overrides?: readonly string[];
  /** Where relative paths are from; messages and origins show them as given. @default - the working directory */
  readonly base?: string;
}

/** Reads and resolves a configuration. Throws INVALID_CONFIGURATION with every problem found. */
export function resolveConfiguration({
  folder,
  file,
  overrides = [],
  base = '.',
}: ConfigurationProps): ResolvedConfiguration {
  const root = resolve(base, folder);
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    rejectProblems([
      `The configuration's folder '${folder}' does not exist. Create it, or name the right one.`,
    ]);
  }
  const changes = file === undefined ? undefined : resolve(base, file);
  if (changes !== undefined && !existsSync(changes)) {
    rejectProblems([`The file of changes '${file ?? ''}' does not exist. Create it, or leave it out.`]);
  }
  return composeConfiguration({
    files: filesIn(root),
    ...(changes === undefined || file === undefined
      ? {}
      : { file: { source: file, text: readFileSync(changes, 'utf8') } }),
    overrides,
  });
}

function filesIn(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path) && !path.split(sep).some((step) => step.startsWith('.')))
    .sort();
  return Object.fromEntries(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')]),
  );
}
