import type { RequestBody } from '../../modules/local-cloud/ports/cloud-request';

/** The body of a request that has arrived as a whole. */
export const heldBody = (pieces: readonly Buffer[]): RequestBody => ({
  async *pieces() {
    await Promise.resolve();
    yield* pieces;
  },
  each: (take) => {
    pieces.forEach(take);
    return Promise.resolve();
  },
  complete: true,
  broken: false,
});
