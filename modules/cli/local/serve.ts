import { mkdirSync } from 'node:fs';
import { TuneformError } from '../../kernel';
import { startLocalCloud } from '../../local-cloud';
import type { RunnerChoice } from '../../local-cloud';
import type { Terminal } from '../terminal/terminal';
import { alreadyRunning, portTaken } from './failures';
import { settled } from './settled';
import { rememberPort } from './usual-port';

export interface ServeOptions {
  readonly directory: string;
  /** 0 means any free port. */
  readonly port: number;
  /** @default process */
  readonly runner?: RunnerChoice;
}

/**
 * Runs the local cloud in this process until SIGINT, SIGTERM or SIGHUP. Then it ends running trials and stops with all
 * acknowledged data on disk. A second signal ends the process at once.
 */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  await rejectSecond(options.directory);
  const stopped = untilSignal();
  mkdirSync(options.directory, { recursive: true });
  const cloud = await startLocalCloud(options).catch(async (error: unknown) => {
    const code = error instanceof TuneformError ? error.code : undefined;
    // Another process started the local cloud first.
    if (code === 'DIRECTORY_IN_USE') await rejectSecond(options.directory);
    // The error names the port; find the process that uses it.
    throw code === 'PORT_TAKEN' ? await portTaken(options.port) : error;
  });
  rememberPort(options.directory, cloud.url);
  terminal.say(`Local cloud at ${cloud.url}, data in ${options.directory}. Stop with Ctrl-C.`);
  const signal = await stopped;
  terminal.say(`${signal}: stopping the local cloud.`);
  await cloud.stop();
}

/** Waits for a local cloud that is starting or stopping, because only then is it clear whether the folder is free. */
async function rejectSecond(directory: string): Promise<void> {
  const running = await settled(directory);
  if (running !== undefined) throw alreadyRunning(running.record);
}

function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
