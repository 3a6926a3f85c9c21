/** Stands in for the store's package in unit tests, which open none. */
export function open(): never {
  throw new Error('A unit test opens no store. Move this one to test/contract.');
}
