/** What the SDK calls an answer that it could not read as JSON, or an error that named no kind. */
export const UNPARSED_NAMES: readonly string[] = ['SyntaxError', 'Unknown', 'UnknownError'];

/** True when what came back was not the service's own answer: half a body, or the page of a proxy. */
export function isUnparsed(thrown: unknown): boolean {
  const name = (thrown as { readonly name?: unknown } | null)?.name;
  return typeof name === 'string' && UNPARSED_NAMES.includes(name);
}
