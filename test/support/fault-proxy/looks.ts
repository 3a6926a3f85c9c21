import type { IncomingHttpHeaders } from 'node:http';

/** A complete response. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Remembers the last answer to every read, so that it can give the answer again when it is out of date. */
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

  /** From now on, answers each read that was seen before as it was answered last, this many times. */
  freeze(times: number): void {
    this.snapshot = new Map([...this.latest].map(([key, answer]) => [key, { answer, left: times }]));
  }

  thaw(): void {
    this.snapshot.clear();
  }

  /** Returns the old answer to a read, as long as there is one to give. */
  old(key: string): WholeAnswer | undefined {
    const kept = this.snapshot.get(key);
    if (kept === undefined || kept.left === 0) return undefined;
    kept.left -= 1;
    return kept.answer;
  }
}
