import { homedir } from 'node:os';
import { pricesInForce } from '../aws';
import type { AwsSession } from '../aws';
import type { Prices } from '../tuning';
import type { Terminal } from './terminal/terminal';

/** Returns the list prices that apply to a session's target. */
export const pricesOf = ({ settings }: AwsSession, { env }: Pick<Terminal, 'env'>): Prices =>
  pricesInForce(settings, { env, home: homedir() });
