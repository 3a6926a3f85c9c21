/** The "cloud" of the corner provider: objects by id, and a record of what was asked for. */
export class CornerStore {
  readonly objects = new Map<string, Readonly<Record<string, unknown>>>();
  readonly calls: string[] = [];
  private made = 0;

  create(state: Readonly<Record<string, unknown>>): string {
    this.made += 1;
    const id = `corner-${String(this.made)}`;
    this.objects.set(id, { ...state, id });
    return id;
  }
}
