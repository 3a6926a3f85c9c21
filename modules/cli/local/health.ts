import type { Health, KeyPair } from '../../local-access';
import { askHealth } from '../../local-access';

const PATIENCE_MS = 1_500;

/** Checks whether the server at `url` is the local cloud with this key pair. */
export const health = (url: string, pair: KeyPair | undefined): Promise<Health> =>
  askHealth(url, pair, { timeoutMs: PATIENCE_MS });
