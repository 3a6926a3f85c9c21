import { systemClock } from '../../kernel';
import type { Style } from '../../cli';
import { formatDuration, renderTable } from '../../cli';

export interface StageOptions {
  readonly write: (text: string) => void;
  readonly style: Style;
  /** True for a terminal that can redraw a line. */
  readonly live: boolean;
  readonly columns: number;
}

/** The output of the demo: headed parts with their times, permanent lines, and one live line. */
export class Stage {
  readonly style: Style;
  private readonly options: StageOptions;
  private readonly parts: { readonly title: string; readonly tookMs: number; readonly note: string }[] = [];
  private status = '';

  constructor(options: StageOptions) {
    this.options = options;
    this.style = options.style;
  }

  /** True if a line can change in place. */
  get isLive(): boolean {
    return this.options.live;
  }

  /** Writes a permanent line. */
  line(text = ''): void {
    this.erase();
    this.options.write(`${text}\n`);
    this.redraw();
  }

  /** Writes several indented lines. */
  block(text: string, indent = '  '): void {
    for (const line of text.split('\n')) this.line(line === '' ? '' : indent + line);
  }

  /** Replaces the live line; no effect if lines cannot be redrawn. An empty text removes it. */
  live(text: string): void {
    if (!this.options.live) return;
    this.erase();
    this.status = text;
    this.redraw();
  }

  /** Runs one part under a heading and records its time, even if it fails. */
  async part<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.line();
    this.line(this.style.strong(this.style.accent(`▌ ${title}`)));
    const startedAt = systemClock.now();
    let note = 'not finished';
    try {
      const result = await work();
      note = '';
      return result;
    } finally {
      this.live('');
      this.parts.push({ title, tookMs: systemClock.now() - startedAt, note });
    }
  }

  /** Writes the table of parts and their times. */
  timings(): string {
    const total = this.parts.reduce((sum, part) => sum + part.tookMs, 0);
    const rows = this.parts.map((part) => [part.title, formatDuration(part.tookMs), part.note]);
    const columns = [{ title: 'part' }, { title: 'time', align: 'right' as const }, { title: '' }];
    return renderTable(columns, [...rows, ['total', formatDuration(total), '']], this.style);
  }

  private erase(): void {
    if (this.status !== '') this.options.write('\r\u001b[2K');
  }

  private redraw(): void {
    if (this.status !== '') this.options.write(cut(this.status, this.options.columns - 1));
  }
}

/** Cuts to a number of visible characters; a line that wraps could not be erased. Ends the colour at the cut. */
function cut(text: string, columns: number): string {
  // eslint-disable-next-line no-control-regex -- colour codes take no room
  const pieces = text.split(/(\u001b\[\d+m)/);
  let room = columns;
  let out = '';
  for (const piece of pieces) {
    if (piece.startsWith('\u001b[')) out += piece;
    else {
      out += piece.slice(0, room);
      room = Math.max(0, room - piece.length);
    }
  }
  return out;
}
