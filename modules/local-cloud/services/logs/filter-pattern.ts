import { ServiceFault } from '../../ports/service';

/** Returns whether a message matches. */
export type MessageFilter = (message: string) => boolean;

/**
 * Returns the filter of a pattern of terms: `ERROR`, `"two words"`, `-excluded`, `?either ?or`. A message matches if it
 * contains all plain terms, no excluded term and, in a pattern without plain terms, at least one of the `?` terms.
 * Rejects patterns over JSON members, space-delimited fields and regular expressions, which the local cloud does not serve.
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax", unstructured log events.
 */
export function parseFilterPattern(pattern: string): MessageFilter {
  const trimmed = pattern.trim();
  if (trimmed === '') return () => true;
  if (/^[{[%]/.test(trimmed)) {
    const reason =
      'The local cloud filters by terms. It does not serve patterns over JSON, fields or regular expressions.';
    throw new ServiceFault('NotImplemented', reason, { status: 501 });
  }
  const required: string[] = [];
  const excluded: string[] = [];
  const optional: string[] = [];
  for (const match of trimmed.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)) {
    const term = match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '';
    if (match[1] === '-') excluded.push(term);
    else if (match[1] === '?') optional.push(term);
    else required.push(term);
  }
  return (message) =>
    required.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term)) &&
    (optional.length === 0 || required.length > 0 || optional.some((term) => message.includes(term)));
}
