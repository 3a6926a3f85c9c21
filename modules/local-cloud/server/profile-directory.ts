import type { WireProfile } from '../ports/wire-profile';

/** Finds a served service by the properties that identify its requests. */
export class ProfileDirectory {
  private readonly profiles: readonly WireProfile[];
  private readonly byId: ReadonlyMap<string, WireProfile>;
  private readonly byTarget: ReadonlyMap<string | undefined, WireProfile>;

  constructor(profiles: readonly WireProfile[]) {
    this.profiles = profiles;
    this.byId = new Map(profiles.map((profile) => [profile.id, profile]));
    this.byTarget = new Map(profiles.map((profile) => [profile.target, profile]));
  }

  named(id: string): WireProfile | undefined {
    return this.byId.get(id);
  }

  /** By the first half of `X-Amz-Target`. */
  targeted(prefix: string): WireProfile | undefined {
    return this.byTarget.get(prefix);
  }

  signedFor(scope: string): WireProfile | undefined {
    return this.profiles.find(({ signingName }) => signingName === scope);
  }

  at(path: string): WireProfile | undefined {
    return this.profiles.find((profile) => profile.path?.test(path) === true);
  }

  ofVersion(version: string): WireProfile | undefined {
    return this.profiles.find((profile) => profile.version === version);
  }
}
