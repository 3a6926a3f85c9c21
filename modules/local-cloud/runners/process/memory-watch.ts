import type { Clock } from '../../../kernel';
import { familyOf, proportionalBytes, residentBytes } from '../../../machine';

/** A program takes some tenths of a second to fill a gigabyte. */
const LOOK_MS = 500;

interface Limit {
  readonly bytes: number;
  readonly exceeded: () => void;
  /** Leads the processes; undefined until they are there. */
  readonly leader: () => number | undefined;
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

  /** Calls `exceeded`, once, if the group that the limit's leader leads, with its descendants, occupies more. */
  add(group: number, limit: Limit): void {
    this.limits.set(group, limit);
    if (this.limits.size === 1) void this.look((this.idle = new AbortController()).signal);
  }

  remove(group: number): void {
    this.limits.delete(group);
    if (this.limits.size === 0) this.idle.abort();
  }

  private async look(until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      await this.clock.sleep(LOOK_MS, until).catch(() => undefined);
      for (const [group, { bytes, exceeded, leader }] of this.limits) {
        const first = leader();
        if (first === undefined || !exceeds(first, bytes)) continue;
        this.remove(group);
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
