import { TuneformError } from '../../kernel';

/**
 * Runs work that Ctrl-C ends: the signal aborts, and the promise rejects with `COMMAND_INTERRUPTED`, whose exit code is 130. A second
 * Ctrl-C ends the process at once.
 */
export async function untilInterrupted<T>(
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
  signals: NodeJS.EventEmitter = process,
): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new TuneformError(what, { code: 'COMMAND_INTERRUPTED', summary: 'Interrupted' }));
  };
  for (const name of ['SIGINT', 'SIGTERM']) signals.on(name, onSignal);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM']) signals.off(name, onSignal);
  }
}
