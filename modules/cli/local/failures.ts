import { TuneformError } from '../../kernel';
import { describePortOwner } from './port-owner';
import type { ServerRecord } from './server-file';

/** A command needs the local cloud and none runs for `directory`. */
export function notRunning(directory: string): TuneformError {
  return new TuneformError(
    `No local cloud is running for ${directory}. Start it with: npx tuneform local start`,
    { code: 'LOCAL_CLOUD_NOT_RUNNING', summary: 'Local Cloud Not Running' },
  );
}

/** The port is taken; says by whom where the system tells. */
export async function portTaken(port: number): Promise<TuneformError> {
  const owner = await describePortOwner(port);
  return new TuneformError(
    `Port ${String(port)} on 127.0.0.1 is taken${owner === undefined ? '' : ` by ${owner}`}. ` +
      'Stop that, or choose another port: npx tuneform local start --port 0 takes any free one.',
    { code: 'PORT_TAKEN', summary: 'Port Taken' },
  );
}

/** The process that owns the folder does not answer. */
export function notAnswering(pid: number, directory: string): TuneformError {
  return new TuneformError(
    `Process ${String(pid)} owns ${directory} but does not answer: it is still starting or stopping, or it hangs. ` +
      'Wait for it, or stop it and start again: npx tuneform local stop && npx tuneform local start',
    { code: 'LOCAL_CLOUD_NOT_ANSWERING', summary: 'Local Cloud Not Answering' },
  );
}

/** Another process serves the same folder. */
export function alreadyRunning(record: ServerRecord): TuneformError {
  return new TuneformError(
    `The local cloud already runs at ${record.url} (process ${String(record.pid)}). ` +
      'Use it, or stop it first: npx tuneform local stop',
    { code: 'LOCAL_CLOUD_ALREADY_RUNS', summary: 'Local Cloud Already Running' },
  );
}
