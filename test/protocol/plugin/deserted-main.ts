import { cornerProvider } from '../../acceptance/plugin/corner/provider';
import { serveProvider } from '../../../modules/plugin';

/** The corner provider with hardly any patience for a host that is not there. */
void serveProvider(cornerProvider(), {
  address: 'registry.terraform.io/corner/corner',
  patience: { connectMs: Number(process.env['TEST_CONNECT_MS'] ?? 60_000), reconnectMs: 1 },
});
