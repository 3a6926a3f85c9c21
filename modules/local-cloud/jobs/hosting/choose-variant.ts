import type { DeployedVariant } from './endpoint-record';

/** Distributes invocations by weight, evenly instead of at random: smooth weighted round robin. */
export class VariantChooser {
  private readonly credit = new Map<string, number>();

  /** Returns the variant for the next invocation; undefined if all weights are zero. */
  next(variants: readonly DeployedVariant[]): DeployedVariant | undefined {
    const total = variants.reduce((sum, { weight }) => sum + weight, 0);
    if (total <= 0) return undefined;
    let chosen: DeployedVariant | undefined;
    for (const variant of variants) {
      this.credit.set(variant.name, this.creditOf(variant) + variant.weight);
      if (chosen === undefined || this.creditOf(variant) > this.creditOf(chosen)) chosen = variant;
    }
    if (chosen !== undefined) this.credit.set(chosen.name, this.creditOf(chosen) - total);
    return chosen;
  }

  private creditOf(variant: DeployedVariant): number {
    return this.credit.get(variant.name) ?? 0;
  }
}
