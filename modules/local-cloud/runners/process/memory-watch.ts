import type { Clock } from '../../../kernel';
import { familyOf, proportionalBytes, residentBytes } from '../../../machine';

/** A program takes some tenths of a second to fill a gigabyte. */
const LOOK_MS = 500;

interface Limit {
  readonly bytes: number;
  readonly exceeded: () => void;
}

/**
 * Looks at the memory of process groups that may only have so much, as an instance has only so much. A limit of the kernel's (cgroups) needs
 * rights that few users have. On systems without `/proc` no group exceeds its limit.
 */
export class MemoryWatch {
  private readonly clock: Clock;
  private readonly limits = new Map<number, Limit>();
  private idle = new AbortController();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Calls `exceeded`, once, if the group that `leader` leads, with its descendants, occupies more. */
  add(leader: number, bytes: number, exceeded: () => void): void {
    this.limits.set(leader, { bytes, exceeded });
    if (this.limits.size === 1) void this.look((this.idle = new AbortController()).signal);
  }

  remove(leader: number): void {
    this.limits.delete(leader);
    if (this.limits.size === 0) this.idle.abort();
  }

  private async look(until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      await this.clock.sleep(LOOK_MS, until).catch(() => undefined);
      for (const [leader, { bytes, exceeded }] of this.limits) {
        if (!exceeds(leader, bytes)) continue;
        this.remove(leader);
        exceeded();
      }
    }
  }
}

/** Workers share most of their pages with the process that forked them, so the quick sum is too high for a verdict. */
function exceeds(leader: number, bytes: number): boolean {
  const family = familyOf(leader);
  return residentBytes(family) > bytes && proportionalBytes(family) > bytes;
}
