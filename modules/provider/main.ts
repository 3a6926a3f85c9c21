import { serveProvider } from '../plugin';
import { PROVIDER_ADDRESS, tuneformProvider } from './provider';

/** The executable that Terraform starts. */
void serveProvider(tuneformProvider, { address: PROVIDER_ADDRESS });
