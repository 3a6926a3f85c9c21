import type { BoardEntry, TuningJobBoard } from '../../aws';
import type { Clock } from '../../kernel';
import { converge } from '../../reconcile';
import type { Convergence, ExternalClient } from '../../reconcile';
import { isTerminal } from '../../tuning';

export interface Wait {
  readonly tuningJobName: string;
  /** Counts from the launch of the search or the beginning of the apply, whichever is later. */
  readonly timeoutMs: number;
  /** How long a search may be absent, in milliseconds, before it counts as deleted. */
  readonly absentAfterMs: number;
  /** Fixed time between observations; if absent, the board decides. */
  readonly pollMs?: number;
  readonly clock: Clock;
  /** A number from 0 up to 1, which spreads the looks. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onProgress?: (entry: BoardEntry) => void;
}

/**
 * Waits, at most `timeoutMs`, until a search has ended. Changes nothing. Converges without a status if the search does not
 * exist.
 *
 * Forty champions wait together, although Terraform works on ten resources at a time: the thirty that it keeps back do not
 * begin their time when it lets them in, or an apply would wait four times as long as each may.
 */
export async function awaitSearch(board: TuningJobBoard, wait: Wait): Promise<Convergence<BoardEntry>> {
  const { clock, signal, tuningJobName } = wait;
  const startedAt = clock.now();
  const forget = board.watch(tuningJobName);
  const onlyLooks: ExternalClient<string, BoardEntry> = {
    async observe(name) {
      const status = await board.look(name, signal);
      if (status !== undefined && isTerminal(status.status)) return { kind: 'steady', status, drift: [] };
      const now = clock.now();
      const waitedMs = now - startedAt;
      if (status === undefined && waitedMs >= wait.absentAfterMs) {
        return { kind: 'steady', status, drift: [] };
      }
      const leftMs = Math.max(board.openedAtMs, status?.createdAtMs ?? startedAt) + wait.timeoutMs - now;
      if (leftMs <= 0) return { kind: 'steady', status, drift: [] };
      const pollAfterMs = Math.min(leftMs, wait.pollMs ?? board.pollAfterMs(waitedMs));
      return { kind: 'progressing', status, pollAfterMs };
    },
    create: () => Promise.resolve(),
    update: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
  try {
    const end = await converge(
      onlyLooks,
      { intent: 'present', spec: tuningJobName },
      {
        clock,
        signal,
        deadlineMs: startedAt + wait.timeoutMs,
        random: wait.random,
        onProgress: ({ status }) => wait.onProgress?.(status),
      },
    );
    const isOverdue = end.status !== undefined && !isTerminal(end.status.status);
    return isOverdue && end.outcome === 'converged' ? { ...end, outcome: 'timedOut' } : end;
  } finally {
    forget();
  }
}
