import type { Clock } from '../../../kernel';
import { openToOthers } from '../../runners/process/listens-everywhere';
import type { RunningContainer } from '../../runners/runner';

/** Most programs that listen (dashboards, schedulers, a cluster of their own) do so when they start. */
const FIRST_LOOK_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Says once that a training program can be reached from other machines. Looks less and less often until it ends. */
export async function sayIfOpen(
  { openPorts, exited }: Pick<RunningContainer, 'openPorts' | 'exited'>,
  { clock, say }: { readonly clock: Clock; readonly say: (line: string) => void },
): Promise<void> {
  if (openPorts === undefined) return;
  const ended = new AbortController();
  void exited.then(() => ended.abort());
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    await clock.sleep(pause, ended.signal).catch(() => undefined);
    if (ended.signal.aborted) return;
    const ports = openPorts();
    if (ports.length > 0) {
      say(openToOthers('program', ports));
      return;
    }
  }
}
