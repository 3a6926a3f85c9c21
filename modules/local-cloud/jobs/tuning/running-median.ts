/** The median of the numbers so far. Adding a number takes time logarithmic in their count. */
export class RunningMedian {
  /** The lower half, greatest first, and the upper half, least first; the lower has one more if the count is odd. */
  private readonly lower = new Heap(-1);
  private readonly upper = new Heap(1);

  get count(): number {
    return this.lower.size + this.upper.size;
  }

  add(value: number): void {
    this.lower.push(value);
    this.upper.push(this.lower.pop());
    if (this.upper.size > this.lower.size) this.lower.push(this.upper.pop());
  }

  /** NaN if there are none. */
  get value(): number {
    return this.lower.size > this.upper.size ? this.lower.top : (this.lower.top + this.upper.top) / 2;
  }
}

/** A binary heap: the least number on top if `sign` is 1, the greatest if it is -1. */
class Heap {
  private readonly sign: 1 | -1;
  private readonly values: number[] = [];

  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  get size(): number {
    return this.values.length;
  }

  get top(): number {
    return this.values[0] ?? Number.NaN;
  }

  push(value: number): void {
    let at = this.values.push(value) - 1;
    for (;;) {
      const parent = (at - 1) >> 1;
      if (at === 0 || !this.before(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): number {
    const { top } = this;
    const last = this.values.pop();
    if (last === undefined || this.values.length === 0) return top;
    this.values[0] = last;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let first = at;
      if (left < this.values.length && this.before(left, first)) first = left;
      if (right < this.values.length && this.before(right, first)) first = right;
      if (first === at) return top;
      this.swap(at, first);
      at = first;
    }
  }

  private before(a: number, b: number): boolean {
    return this.sign * ((this.values[a] ?? 0) - (this.values[b] ?? 0)) < 0;
  }

  private swap(a: number, b: number): void {
    const held = this.values[a] ?? 0;
    this.values[a] = this.values[b] ?? 0;
    this.values[b] = held;
  }
}
