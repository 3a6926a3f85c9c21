import { TuneformError } from '../../kernel';

export interface UnpackLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** Far above any image or model that fits a laptop, far below what fills its disk or inodes. */
export const UNPACK_LIMITS: UnpackLimits = { entries: 500_000, bytes: 40 * 1024 ** 3 };

/** Remaining allowance of archives on this machine's disk: a few kilobytes can unpack to any size. */
export class UnpackBudget {
  private readonly limits: UnpackLimits;
  private entries = 0;
  private bytes = 0;

  constructor(limits: UnpackLimits = UNPACK_LIMITS) {
    this.limits = limits;
  }

  /**
   * Counts one entry before it is written.
   *
   * @throws {TuneformError} ARCHIVE_TOO_LARGE
   */
  spend(name: string, bytes: number): void {
    this.entries += 1;
    this.bytes += bytes;
    const { limits } = this;
    if (this.entries <= limits.entries && this.bytes <= limits.bytes) return;
    const over =
      this.entries > limits.entries
        ? `holds more than ${limits.entries.toLocaleString('en')} entries`
        : `unpacks to more than ${String(Math.round(limits.bytes / 1024 ** 2))} MiB`;
    throw new TuneformError(`The archive ${over}, the limit of the local cloud, at the entry "${name}".`, {
      code: 'ARCHIVE_TOO_LARGE',
      summary: 'Archive Too Large',
    });
  }
}
