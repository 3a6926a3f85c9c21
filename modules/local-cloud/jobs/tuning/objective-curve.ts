/**
 * The running average of a trial's objective after each of its values: all that comparing it with other trials needs.
 * Adding a value adds to a sum and reads no earlier value.
 */
export class ObjectiveCurve {
  private sum = 0;
  private held = new Float64Array(64);
  private count = 0;

  add(value: number): void {
    if (this.count === this.held.length) {
      const grown = new Float64Array(2 * this.held.length);
      grown.set(this.held);
      this.held = grown;
    }
    this.sum += value;
    this.count += 1;
    this.held[this.count - 1] = this.sum / this.count;
  }

  /** Number of values. */
  get length(): number {
    return this.count;
  }

  /** After one value, after two, and so on. */
  averages(): Float64Array {
    return this.held.slice(0, this.count);
  }
}
