import { join, resolve } from 'node:path';
import { userState } from '../../kernel';

/** The environment and the home folder that determine where refreshed price tables are. */
export interface PriceSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Returns the folder of refreshed price tables: the one that `TUNEFORM_PRICES` names, else the user's. */
export function priceFolder(surroundings: PriceSurroundings): string {
  const named = surroundings.env['TUNEFORM_PRICES'] ?? '';
  return named === '' ? join(userState(surroundings), 'prices') : resolve(named);
}

/** Returns the file of a region's refreshed price table. */
export const priceFile = (region: string, surroundings: PriceSurroundings): string =>
  join(priceFolder(surroundings), `${region}.json`);
