import type { BoardEntry, TuningJobBoard } from '../../aws';
import type { Clock } from '../../kernel';
import { converge } from '../../reconcile';
import type { Convergence, ExternalClient } from '../../reconcile';
import { isTerminal } from '../../tuning';

/** How to wait for a search. */
export interface Wait {
  readonly tuningJobName: string;
  readonly timeoutMs: number;
  /** How long a search may be absent before it counts as gone. */
  readonly absentAfterMs: number;
  /** Fixed time between looks; absent lets the board decide. */
  readonly pollMs?: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress?: (entry: BoardEntry) => void;
}

/**
 * Waits, a bounded time, until a search has ended. Never changes anything. Converges without a status when there is no
 * such search.
 */
export async function awaitSearch(board: TuningJobBoard, wait: Wait): Promise<Convergence<BoardEntry>> {
  const { clock, signal, tuningJobName } = wait;
  const startedAt = clock.now();
  const forget = board.watch(tuningJobName);
  const onlyLooks: ExternalClient<string, BoardEntry> = {
    async observe(name) {
      const status = await board.look(name, signal);
      if (status !== undefined && isTerminal(status.status)) return { kind: 'steady', status, drift: [] };
      const waitedMs = clock.now() - startedAt;
      if (status === undefined && waitedMs >= wait.absentAfterMs) {
        return { kind: 'steady', status, drift: [] };
      }
      const pollAfterMs = wait.pollMs ?? board.pollAfterMs(waitedMs);
      return { kind: 'progressing', status, pollAfterMs };
    },
    create: () => Promise.resolve(),
    update: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
  try {
    return await converge(
      onlyLooks,
      { intent: 'present', spec: tuningJobName },
      {
        clock,
        signal,
        deadlineMs: startedAt + wait.timeoutMs,
        random: Math.random,
        onProgress: ({ status }) => wait.onProgress?.(status),
      },
    );
  } finally {
    forget();
  }
}
