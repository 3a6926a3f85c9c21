import type { IncomingHttpHeaders } from 'node:http';

/** A complete response. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Remembers what every look was answered last, so that it can be answered so again when it is no longer true. */
export class Looks {
  private readonly latest = new Map<string, WholeAnswer>();
  private snapshot = new Map<string, { readonly answer: WholeAnswer; left: number }>();

  /** Two reads are the same if operation and request are the same. */
  static key(operation: string, request: Buffer): string {
    return `${operation} ${request.toString()}`;
  }

  record(key: string, answer: WholeAnswer): void {
    this.latest.set(key, answer);
  }

  /** From now on every look that has been taken before is answered as it was last, so many times. */
  freeze(times: number): void {
    this.snapshot = new Map([...this.latest].map(([key, answer]) => [key, { answer, left: times }]));
  }

  thaw(): void {
    this.snapshot.clear();
  }

  /** The old answer to a look, while there is one to be given. */
  old(key: string): WholeAnswer | undefined {
    const kept = this.snapshot.get(key);
    if (kept === undefined || kept.left === 0) return undefined;
    kept.left -= 1;
    return kept.answer;
  }
}
