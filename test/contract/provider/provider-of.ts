import { usEast1Prices } from '../../support/us-east-1-prices';
import { openSession, TuningJobBoard } from '../../../modules/aws';
import type { LocalCloud } from '../../../modules/local-cloud';
import type { ProviderData } from '../../../modules/provider/provider-data';

/** A provider configured for a local cloud, which it reaches at `endpoint`; its client is the caller's to destroy. */
export function providerOf({ url, credentials }: LocalCloud, endpoint = url): ProviderData {
  const session = openSession({ target: 'local', region: 'us-east-1', endpoint, credentials });
  return { session, board: new TuningJobBoard(session), owner: 'me', defaultTags: {}, prices: usEast1Prices };
}
