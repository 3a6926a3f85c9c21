import type * as Sdk from './sdk';

/** The AWS SDK, evaluated on first use: a plan that calls nobody should not pay for it. */
export function loadSdk(): typeof Sdk {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would be evaluated at start
  return require('./sdk') as typeof Sdk;
}
