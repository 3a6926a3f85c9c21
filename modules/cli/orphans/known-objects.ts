/** The objects in Terraform states: names, each in the account and region of its ARN. */
export class KnownObjects {
  private readonly names = new Set<string>();
  private readonly ownersSeen = new Set<string>();

  /** @param beside an ARN of the same resource; without one the name counts in every account and region, with a role's in every region. */
  add(name: unknown, beside: unknown): void {
    if (typeof name === 'string' && name !== '') this.names.add(key(name, placeOf(beside)));
  }

  addOwner(owner: unknown): void {
    if (typeof owner === 'string') this.ownersSeen.add(owner);
  }

  has({ name, arn }: { readonly name: string; readonly arn: string }): boolean {
    const place = placeOf(arn);
    const account = place.slice(place.indexOf(':'));
    return [place, account, ''].some((one) => this.names.has(key(name, one)));
  }

  /** The owners in the tags of the states, sorted. */
  get owners(): readonly string[] {
    return [...this.ownersSeen].sort();
  }
}

/** SageMaker compares names without regard to case. */
const key = (name: string, place: string): string => `${place} ${name.toLowerCase()}`;

/** Returns `region:account` of an ARN, `:account` of one without a region; an empty string for any other value. */
function placeOf(arn: unknown): string {
  return typeof arn === 'string' ? arn.split(':').slice(3, 5).join(':') : '';
}
