import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import type { Engine } from './engine';

const LABEL = 'io.tuneform.local-cloud';

/** Returns what marks the containers of the local cloud whose runner has this folder, among those of the whole engine. */
export const labelOf = (directory: string): string =>
  `tuneform-${createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 12)}`;

/** Marks a container. */
export const labelled = (label: string): readonly string[] => ['--label', `${LABEL}=${label}`];

const list = (label: string): readonly string[] => [
  ...['ps', '--all', '--quiet', '--no-trunc'],
  ...['--filter', `label=${LABEL}=${label}`],
];

/** Ends the container, removes it and the volumes that only it has. */
export const REMOVE: readonly string[] = ['rm', '--force', '--volumes'];

/** Removes all containers with the label. Returns their number. */
export async function removeLeftovers(engine: Engine, label: string): Promise<number> {
  const { stdout } = await engine.run(list(label));
  const ids = stdout.split('\n').filter((id) => id !== '');
  if (ids.length > 0) await engine.run([...REMOVE, ...ids]);
  return ids.length;
}

/** The same as a shell's command. */
export function endAll({ command }: Engine, label: string): string {
  const engine = command.join(' ');
  return `ids=$(${engine} ${list(label).join(' ')}) && [ -n "$ids" ] && ${engine} ${REMOVE.join(' ')} $ids`;
}
