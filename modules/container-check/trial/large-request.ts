/** SageMaker's limit for one request to a real-time endpoint, as a server must expect it. */
const LARGEST_BYTES = 6 * 1024 * 1024;

/**
 * Returns a request like this one of nearly 6 MiB: more lines of the same, or, where a request is one document, the document after as
 * much space as is left.
 */
export function largeRequest(body: string, contentType: string): string {
  if (/^text\/|jsonl|ndjson/.test(contentType) && body.trim() !== '') {
    const lines = `${body.trimEnd()}\n`;
    return lines.repeat(Math.max(1, Math.floor(LARGEST_BYTES / Buffer.byteLength(lines))));
  }
  return `${' '.repeat(Math.max(0, LARGEST_BYTES - Buffer.byteLength(body)))}${body}`;
}
