import { serveProvider } from '../plugin';
import type { Schema } from '../plugin';
import type { Configured } from './configured';
import { PROVIDER_ADDRESS, tuneformProvider } from './provider';

/** The executable that Terraform starts. */
void serveProvider<Schema, Configured>(tuneformProvider, { address: PROVIDER_ADDRESS });
