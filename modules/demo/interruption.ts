import { TuneformError } from '../kernel';
import { EXIT } from '../cli';
import { descendantsOf } from './programs/process-tree';
import { killTree } from './programs/run-child';

/** Ctrl-C, a closed terminal or `kill`, as an abort signal. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Restores the process's signal handling. */
  release(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the first signal into an abort; the second one ends everything at once. */
export function watchForInterruption(say: (text: string) => void): Interruption {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (!controller.signal.aborted) {
      say('Stopping; running work is saved. Press Ctrl-C again to end everything at once.');
      controller.abort(interrupted());
      return;
    }
    for (const { pid } of descendantsOf(process.pid)) killTree(pid);
    process.exit(EXIT.interrupted);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, onSignal);
    },
  };
}

const interrupted = (): TuneformError =>
  new TuneformError('Interrupted. Run the same command again to continue.', {
    code: 'INTERRUPTED',
    summary: 'Interrupted',
  });
