/** Replaces the store's package in unit tests, which must not open a store. */
export function open(): never {
  throw new Error('A unit test opens no store. Move this one to test/contract.');
}
