import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TuneformError } from '../../kernel';
import { inheritedEnvironment, runProgram } from '../../machine';

/**
 * Reads every record as the local cloud does, in a process of its own: a damaged database kills the process that
 * reads it.
 */
const PROBE = `
  const { open } = require(process.argv[1]);
  const store = open({ path: process.argv[2], encoding: 'string', keyEncoding: 'binary', readOnly: true });
  for (const { value } of store.getRange({})) JSON.parse(value);
`;

/**
 * Checks that the store in `directory` can be read before this process opens it. A store that was closed in order and
 * is unchanged since then needs no check; of any other, every record is read once.
 */
export async function checkStore(directory: string): Promise<void> {
  const data = join(directory, 'store', 'data.mdb');
  const size = sizeOf(data);
  if (size === 0) {
    // Without its records, the sweep would delete everything else in the folder.
    if (sizeOf(join(directory, 'requests.jsonl')) > 0) {
      throw damaged(data, 'it is missing or empty', directory);
    }
  } else if (!wasClosedInOrder(directory)) {
    const how = await probe(join(directory, 'store'));
    if (how !== undefined) throw damaged(data, how, directory);
  }
  rmSync(noteOf(directory), { force: true });
}

/** Records that the store was closed in order. */
export function noteClosed(directory: string): void {
  try {
    writeFileSync(noteOf(directory), fingerprint(directory));
  } catch {
    // Without the note the next start reads every record.
  }
}

const noteOf = (directory: string): string => join(directory, 'store.closed');

function fingerprint(directory: string): string {
  const { size, mtimeMs } = statSync(join(directory, 'store', 'data.mdb'));
  return `${JSON.stringify({ size, mtimeMs })}\n`;
}

function wasClosedInOrder(directory: string): boolean {
  try {
    return readFileSync(noteOf(directory), 'utf8') === fingerprint(directory);
  } catch {
    return false;
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Returns how reading failed; undefined if it succeeded. */
async function probe(store: string): Promise<string | undefined> {
  const { exitCode, signal, output } = await runProgram({
    file: process.execPath,
    args: ['-e', PROBE, require.resolve('lmdb'), store],
    env: inheritedEnvironment(process.env, 'tool'),
  });
  if (exitCode === 0) return undefined;
  const reason = /^(?:\w*Error: .*)$/m.exec(output)?.[0];
  return `reading it fails: ${signal ?? reason ?? `exit code ${String(exitCode)}`}`;
}

const damaged = (file: string, how: string, directory: string): TuneformError =>
  new TuneformError(
    `${file} is damaged (${how}). Nothing was changed. Restore a copy of ${directory}, or discard its contents: ` +
      'npx tuneform local reset',
    { code: 'LOCAL_CLOUD_DAMAGED', summary: 'Local Cloud Data Damaged' },
  );
