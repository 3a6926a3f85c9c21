import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

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
  /** Whether the operation is of a kind that changes something, whatever came of this call. */
  readonly mutating: boolean;
  /** ARN of the signer; empty when the request was not authenticated. */
  readonly principal: string;
  readonly errorCode?: string;
}

/** How many records are kept; older ones are forgotten, from the file at the next start. */
const KEPT = 100_000;

/** The requests answered, in order, kept in memory and appended to a JSON-lines file that survives the process. */
export class RequestLog {
  private records: RequestRecord[];
  private readonly descriptor: number;
  private readonly kept: number;

  constructor(file: string, kept = KEPT) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.kept = kept;
    const known = readRecords(file);
    this.records = known.slice(-kept);
    if (known.length > kept) rewrite(file, this.records);
    this.descriptor = openSync(file, 'a', 0o600);
  }

  append(record: RequestRecord): void {
    this.records.push(record);
    // Cut off a tenth at a time: moving the whole list for every request would cost more than it saves.
    if (this.records.length > this.kept * 1.1) this.records = this.records.slice(-this.kept);
    // One write of one line: a killed process leaves whole lines, or one torn last line that reading skips.
    writeSync(this.descriptor, `${JSON.stringify(record)}\n`);
  }

  /**
   * Records answered at or after `since` (milliseconds since the epoch), oldest first. Looked for from the newest on, for
   * whoever asks again and again wants the few that have come since.
   */
  since(since = 0): readonly RequestRecord[] {
    if (since <= 0) return [...this.records];
    let first = this.records.length;
    while (first > 0 && (this.records[first - 1]?.at ?? 0) >= since) first -= 1;
    return this.records.slice(first);
  }

  close(): void {
    closeSync(this.descriptor);
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
