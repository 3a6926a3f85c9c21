import type * as Sdk from './sdk';

/** Returns the AWS SDK, evaluated on first use, so that a plan without AWS calls does not load it. */
export function loadSdk(): typeof Sdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would be evaluated at start
  return require('./sdk') as typeof Sdk;
}
