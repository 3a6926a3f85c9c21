import { airline } from './airline';
import type { Example } from './example';
import { claims } from './claims';
import { mars } from './mars';

/** The examples, in the order of the README's table. */
export const EXAMPLES: readonly Example[] = [mars, claims, airline];
