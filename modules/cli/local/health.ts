import type { Health, KeyPair } from '../../local-access';
import { askHealth } from '../../local-access';

const PATIENCE_MS = 1_500;

/** Asks the server at `url` whether it is the local cloud that has this key pair. */
export const health = (url: string, pair: KeyPair | undefined): Promise<Health> =>
  askHealth(url, pair, { timeoutMs: PATIENCE_MS });
