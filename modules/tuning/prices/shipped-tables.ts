import apNortheast1 from './ap-northeast-1.json';
import apSouth1 from './ap-south-1.json';
import euNorth1 from './eu-north-1.json';
import euWest1 from './eu-west-1.json';
import type { PriceTable } from './price-table';
import saEast1 from './sa-east-1.json';
import usEast1 from './us-east-1.json';
import usWest2 from './us-west-2.json';

/** The price tables of this version, one a region. `tuneform prices refresh` gets newer and complete ones. */
export const SHIPPED_TABLES: readonly PriceTable[] = [
  usEast1,
  usWest2,
  euWest1,
  euNorth1,
  apSouth1,
  apNortheast1,
  saEast1,
].map((table) => ({ ...table, currency: 'USD' }));
