import { LOCAL_ACCOUNT } from '../../../kernel';
import type { Clock, Random } from '../../../kernel';
import type { KeyPair } from '../../../local-access';
import type { KeyDirectory, KnownKey } from '../../ports/credentials';
import { randomIdentifier } from '../identifiers';
import type { Collection, Store } from '../../store/store';

/** Credentials that expire. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The principal of a session. */
export interface SessionPrincipal {
  readonly principalArn: string;
  readonly userId: string;
}

const OWNER = {
  principalArn: `arn:aws:iam::${LOCAL_ACCOUNT}:user/tuneform`,
  userId: 'AIDATUNEFORMLOCALUSER',
};

export interface SessionDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** The local cloud's own key pair. */
  readonly credentials: KeyPair;
}

/** Every key that may sign: the local cloud's own and the sessions handed out, which outlive a restart. */
export class SessionDirectory implements KeyDirectory {
  private readonly sessions: Collection<KnownKey>;
  private readonly clock: Clock;
  private readonly random: Random;
  private readonly own: KeyPair;

  constructor({ store, clock, random, credentials }: SessionDependencies) {
    this.own = credentials;
    this.random = random;
    this.sessions = store.collection('sts/sessions');
    this.clock = clock;
  }

  find(accessKeyId: string): KnownKey | undefined {
    return accessKeyId === this.own.accessKeyId
      ? { ...OWNER, secretAccessKey: this.own.secretAccessKey }
      : this.sessions.get(accessKeyId);
  }

  issue(principal: SessionPrincipal, durationSeconds: number): SessionCredentials {
    const credentials: SessionCredentials = {
      accessKeyId: randomIdentifier(this.random, 'ASIA', 16),
      secretAccessKey: this.random.bytes(30).toString('base64'),
      sessionToken: this.random.bytes(96).toString('base64'),
      expiresAt: Math.floor(this.clock.now() / 1000 + durationSeconds) * 1000,
    };
    const { accessKeyId, ...rest } = credentials;
    this.sessions.put(accessKeyId, { ...rest, ...principal });
    return credentials;
  }

  /** Removes sessions that ended more than a day ago; until then they are rejected as expired instead of unknown. */
  forgetExpired(): void {
    const horizon = this.clock.now() - 86_400_000;
    for (const [accessKeyId, session] of [...this.sessions.list()]) {
      if ((session.expiresAt ?? Infinity) < horizon) this.sessions.remove(accessKeyId);
    }
  }
}
