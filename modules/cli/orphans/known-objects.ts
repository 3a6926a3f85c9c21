/** What Terraform states know of the account: names, each in the account and region that its ARN names. */
export class KnownObjects {
  private readonly names = new Set<string>();
  private readonly ownersSeen = new Set<string>();

  /** @param beside ARN of anything of the same resource; absent when state has none: then the name counts everywhere. */
  add(name: unknown, beside: unknown): void {
    if (typeof name === 'string' && name !== '') this.names.add(key(name, placeOf(beside)));
  }

  addOwner(owner: unknown): void {
    if (typeof owner === 'string') this.ownersSeen.add(owner);
  }

  has({ name, arn }: { readonly name: string; readonly arn: string }): boolean {
    return this.names.has(key(name, placeOf(arn))) || this.names.has(key(name, ''));
  }

  /** Owners that the tags in state name, sorted. */
  get owners(): readonly string[] {
    return [...this.ownersSeen].sort();
  }
}

/** SageMaker compares names without regard to case. */
const key = (name: string, place: string): string => `${place} ${name.toLowerCase()}`;

/** `region:account` of an ARN; empty when it is none. */
function placeOf(arn: unknown): string {
  return typeof arn === 'string' ? arn.split(':').slice(3, 5).join(':') : '';
}
