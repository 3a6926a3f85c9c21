import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { messageOf } from '../../kernel';
import type { Logger } from '../../kernel';

/** One answered request. */
export interface RequestRecord {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly requestId: string;
  /** `s3`, `sagemaker`, …; `oci` for the registry's own protocol; `unknown` when no service was recognised. */
  readonly service: string;
  readonly operation: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Whether operations of this kind change something, regardless of this call's result. */
  readonly mutating: boolean;
  /** ARN of the signer; empty when the request was not authenticated. */
  readonly principal: string;
  readonly errorCode?: string;
}

/** Number of records to keep. Older ones are dropped, from the file at the next start. */
const KEPT = 100_000;

/**
 * Keeps the answered requests in order, in memory and in a JSON-lines file that survives the process. The file never
 * decides an answer: lines that cannot be written are counted and reported once, and writing resumes as soon as
 * possible.
 */
export class RequestLog {
  private records: RequestRecord[];
  private readonly file: string;
  private readonly logger: Logger;
  private readonly kept: number;
  private descriptor: number | undefined;
  /** The file may end in an incomplete line. */
  private torn = false;
  private lost = 0;

  constructor(file: string, logger: Logger, kept = KEPT) {
    this.file = file;
    this.logger = logger;
    this.kept = kept;
    const known = readRecords(file);
    this.records = known.slice(-kept);
    this.attempt(() => {
      if (known.length > kept) rewrite(file, this.records);
    });
  }

  append(record: RequestRecord): void {
    this.records.push(record);
    // Removes a tenth at a time: moving the whole list at every request would cost more than it saves.
    if (this.records.length > this.kept * 1.1) this.records = this.records.slice(-this.kept);
    this.attempt(() => this.write(`${JSON.stringify(record)}\n`));
  }

  /**
   * Returns the records answered at or after `since` (milliseconds since the epoch), oldest first. Searches from the
   * newest, because a caller that polls wants only the latest few.
   */
  since(since = 0): readonly RequestRecord[] {
    if (since <= 0) return [...this.records];
    let first = this.records.length;
    while (first > 0 && (this.records[first - 1]?.at ?? 0) >= since) first -= 1;
    return this.records.slice(first);
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  /** One write per line: a killed process leaves whole lines, or one torn last line that reading skips. */
  private write(line: string): void {
    this.descriptor ??= openSync(this.file, 'a', 0o600);
    const bytes = Buffer.from(this.torn ? `\n${line}` : line);
    const written = writeSync(this.descriptor, bytes);
    this.torn = written > 0 ? written < bytes.length : this.torn;
    // The disk accepted a part and has no space for the rest.
    if (written < bytes.length) throw new Error('only a part of the line was written');
  }

  private attempt(write: () => void): void {
    try {
      write();
      if (this.lost > 0) this.logger.warn('request log is written again', { linesLost: this.lost });
      this.lost = 0;
    } catch (error) {
      if (this.lost === 0) {
        this.logger.error('request log cannot be written', { file: this.file, error: messageOf(error) });
      }
      this.lost += 1;
    }
  }
}

function rewrite(file: string, records: readonly RequestRecord[]): void {
  const next = `${file}.next`;
  writeFileSync(next, records.map((record) => `${JSON.stringify(record)}\n`).join(''), { mode: 0o600 });
  renameSync(next, file);
}

function readRecords(file: string): RequestRecord[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as RequestRecord];
    } catch {
      return [];
    }
  });
}
