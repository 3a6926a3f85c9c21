import { TuneformError } from '../../kernel';
import { describePortOwner } from './port-owner';
import type { ServerRecord } from './server-file';

/** Returns the error for a command that needs a local cloud when none runs for `directory`. */
export function notRunning(directory: string): TuneformError {
  return new TuneformError(
    `No local cloud is running for ${directory}. Start it with: npx tuneform local start`,
    { code: 'LOCAL_CLOUD_NOT_RUNNING', summary: 'Local Cloud Not Running' },
  );
}

/** Returns the error for a port in use; `owner` describes the process, if known. */
export async function portTaken(port: number): Promise<TuneformError> {
  const owner = await describePortOwner(port);
  return new TuneformError(
    `Port ${String(port)} on 127.0.0.1 is in use${owner === undefined ? '' : ` by ${owner}`}. ` +
      'Stop that process, or choose another port: npx tuneform local start --port 0 uses any free port.',
    { code: 'PORT_TAKEN', summary: 'Port Taken' },
  );
}

/** Returns the error for a process that owns the folder and does not answer. */
export function notAnswering(pid: number, directory: string): TuneformError {
  return new TuneformError(
    `Process ${String(pid)} owns ${directory} but does not answer: it is still starting or stopping, or it hangs. ` +
      'Wait for it, or stop it and start again: npx tuneform local stop && npx tuneform local start',
    { code: 'LOCAL_CLOUD_NOT_ANSWERING', summary: 'Local Cloud Not Answering' },
  );
}

/** Returns the error for a folder that another process serves. */
export function alreadyRunning(record: ServerRecord): TuneformError {
  return new TuneformError(
    `The local cloud is already running at ${record.url} (process ${String(record.pid)}). ` +
      'Use it, or stop it first: npx tuneform local stop',
    { code: 'LOCAL_CLOUD_ALREADY_RUNS', summary: 'Local Cloud Already Running' },
  );
}
