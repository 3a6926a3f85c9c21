import type { ManualClock } from './manual-clock';

/** Work of this process that no clock controls: files and compression. */
const WORK = /^(FSReq|CloseReq|Zlib)/;

const working = (): boolean => process.getActiveResourcesInfo().some((resource) => WORK.test(resource));

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Lets time pass until `work` is done: as soon as all callers in this process wait, the clock moves to when the first of them wakes.
 * No time passes in between, and a day costs what is done in it.
 */
export async function inVirtualTime<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  const state = { done: false };
  const finish = (): void => void (state.done = true);
  work.then(finish, finish);
  for (let quietTurns = 0; !state.done;) {
    await turn();
    quietTurns = working() ? 0 : quietTurns + 1;
    if (quietTurns < QUIET_TURNS || clock.nextWake === undefined) continue;
    await clock.advance(clock.nextWake - clock.now());
    quietTurns = 0;
  }
  return work;
}

/** A caller that gets a result in one turn of the event loop asks for the next file in that turn or the next. */
const QUIET_TURNS = 2;
