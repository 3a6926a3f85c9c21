import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../../../kernel';
import type { Collection, Store } from '../../store/store';

const LIFETIME_MS = 12 * 3_600_000;

/** Creates and verifies passwords of the registry. The local cloud signs them. They are valid for twelve hours, also after a restart. */
export class RegistryTokens {
  private readonly clock: Clock;
  private readonly secret: Buffer;

  constructor(store: Store, clock: Clock, random: Random) {
    this.clock = clock;
    const secrets: Collection<string> = store.collection('ecr/secrets');
    let secret = secrets.get('tokens');
    if (secret === undefined) {
      secret = random.bytes(32).toString('hex');
      secrets.put('tokens', secret);
    }
    this.secret = Buffer.from(secret, 'hex');
  }

  /** Returns the token of `GetAuthorizationToken`: base64 of `AWS:<password>`. */
  issue(principalArn: string): { readonly token: string; readonly expiresAt: number } {
    const expiresAt = Math.floor((this.clock.now() + LIFETIME_MS) / 1000) * 1000;
    const payload = Buffer.from(JSON.stringify({ principalArn, expiresAt })).toString('base64url');
    const password = `${payload}.${this.sign(payload)}`;
    return { token: Buffer.from(`AWS:${password}`).toString('base64'), expiresAt };
  }

  /** Returns the principal of an `Authorization: Basic …` header, or undefined if it is not valid. */
  principalOf(authorization: string | undefined): string | undefined {
    const encoded = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
    const [, payload, signature] =
      /^AWS:([\w-]+)\.([\w-]+)$/.exec(Buffer.from(encoded ?? '', 'base64').toString('latin1')) ?? [];
    if (payload === undefined || signature === undefined) return undefined;
    const expected = Buffer.from(this.sign(payload));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
      principalArn: string;
      expiresAt: number;
    };
    return claims.expiresAt > this.clock.now() ? claims.principalArn : undefined;
  }

  private sign(payload: string): string {
    return createHmac('sha256', this.secret).update(payload).digest('base64url');
  }
}
