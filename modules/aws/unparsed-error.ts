/** The SDK's names for a response that is not JSON and for an error without a type. */
export const UNPARSED_NAMES: readonly string[] = ['SyntaxError', 'Unknown', 'UnknownError'];

/** Returns true if the response did not come from the service: a truncated body or a proxy's page. */
export function isUnparsed(thrown: unknown): boolean {
  const name = (thrown as { readonly name?: unknown } | null)?.name;
  return typeof name === 'string' && UNPARSED_NAMES.includes(name);
}
