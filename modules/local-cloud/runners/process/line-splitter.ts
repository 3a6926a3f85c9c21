import { StringDecoder } from 'node:string_decoder';

/** CloudWatch Logs accepts events of up to 256 KB; a much lower limit also bounds the cost of searching one line. */
const LONGEST_LINE = 64 * 1024;

/** Cuts a byte stream into lines at `\n`, `\r\n` or a lone `\r` (progress bars), and overlong lines into pieces. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private readonly onLine: (line: string) => void;
  private held = '';

  constructor(onLine: (line: string) => void) {
    this.onLine = onLine;
  }

  push(chunk: Buffer): void {
    const lines = (this.held + this.decoder.write(chunk)).split(/\r?\n|\r(?!$)/);
    this.held = lines.pop() ?? '';
    for (const line of lines) this.emit(line);
    while (this.held.length > LONGEST_LINE) {
      this.onLine(this.held.slice(0, LONGEST_LINE));
      this.held = this.held.slice(LONGEST_LINE);
    }
  }

  /** Returns the text after the last line break. */
  end(): void {
    const rest = this.held + this.decoder.end();
    this.held = '';
    if (rest !== '') this.emit(rest.replace(/\r$/, ''));
  }

  private emit(line: string): void {
    for (let at = 0; at === 0 || at < line.length; at += LONGEST_LINE) {
      this.onLine(line.slice(at, at + LONGEST_LINE));
    }
  }
}
