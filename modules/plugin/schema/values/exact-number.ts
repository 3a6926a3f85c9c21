/**
 * A number that a JavaScript number cannot hold. Terraform's numbers have 512 bits of mantissa; attributes of
 * type `exactNumber` arrive as this whenever converting to a JavaScript number would change the value.
 */
export class ExactNumber {
  /** Diagnostics name what a value is; a bundled class has no other name. */
  static readonly name = 'ExactNumber';
  /** Plain decimal notation, with an exponent where the sender wrote one. */
  readonly decimal: string;

  constructor(decimal: string) {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(decimal)) {
      throw new RangeError(`not a decimal number: ${JSON.stringify(decimal)}`);
    }
    this.decimal = decimal;
  }

  /** The nearest JavaScript number. */
  toNumber(): number {
    return Number(this.decimal);
  }

  toString(): string {
    return this.decimal;
  }

  toJSON(): string {
    return this.decimal;
  }
}
