/** A block of lines on a terminal that is drawn again in its place. */
export class LiveView {
  private readonly write: (text: string) => void;
  private height = 0;

  constructor(write: (text: string) => void) {
    this.write = write;
  }

  /** Draws the text where the last one was. */
  draw(text: string): void {
    // Up to the first line of the last drawing, and clear from there to the end of the screen.
    const back = this.height === 0 ? '' : `\u001b[${String(this.height)}A\u001b[0J`;
    this.write(`${back}${text}\n`);
    this.height = text.split('\n').length;
  }
}
