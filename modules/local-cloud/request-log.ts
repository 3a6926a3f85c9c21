import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
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

/** Every request answered, in order, kept in memory and appended to a JSON-lines file that survives the process. */
export class RequestLog {
  private readonly records: RequestRecord[];
  private readonly descriptor: number;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.records = readRecords(file);
    this.descriptor = openSync(file, 'a', 0o600);
  }

  append(record: RequestRecord): void {
    this.records.push(record);
    // One write of one line: a killed process leaves whole lines, or one torn last line that reading skips.
    writeSync(this.descriptor, `${JSON.stringify(record)}\n`);
  }

  /** Records answered at or after `since` (milliseconds since the epoch), oldest first. */
  since(since = 0): readonly RequestRecord[] {
    return since <= 0 ? [...this.records] : this.records.filter((record) => record.at >= since);
  }

  close(): void {
    closeSync(this.descriptor);
  }
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
