import { choosePrices } from '../../modules/tuning';

/** The prices that this version has for us-east-1. */
export const usEast1Prices = choosePrices({ target: 'aws', region: 'us-east-1' });
