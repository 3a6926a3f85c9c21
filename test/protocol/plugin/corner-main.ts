import { cornerProvider } from '../../acceptance/plugin/corner/provider';
import { serveProvider } from '../../../modules/plugin';

/** The corner provider as an executable. */
void serveProvider(cornerProvider(), { address: 'registry.terraform.io/corner/corner' });
