/** The record of an access key. */
export interface KnownKey {
  readonly secretAccessKey: string;
  /** Temporary credentials carry one and must present it. */
  readonly sessionToken?: string;
  /** Milliseconds since the epoch; absent for keys that do not expire. */
  readonly expiresAt?: number;
  readonly principalArn: string;
  /** `GetCallerIdentity`'s UserId. */
  readonly userId: string;
}

/** Looks up access keys: the local cloud's own key and those of every session that STS issued. */
export interface KeyDirectory {
  find(accessKeyId: string): KnownKey | undefined;
}
