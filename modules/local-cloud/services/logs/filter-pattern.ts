import { ServiceFault } from '../../ports/service';

/** Whether a message is wanted. */
export type MessageFilter = (message: string) => boolean;

/**
 * Reads a filter pattern of terms: `ERROR`, `"two words"`, `-excluded`, `?either ?or`. All plain terms must occur,
 * none of the excluded ones, and if there are `?` terms and no others, at least one of those.
 * Patterns over JSON members, space-delimited fields and regular expressions are rejected as not served.
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax", unstructured log events.
 */
export function parseFilterPattern(pattern: string): MessageFilter {
  const trimmed = pattern.trim();
  if (trimmed === '') return () => true;
  if (/^[{[%]/.test(trimmed)) {
    const reason =
      'The local cloud filters by terms; patterns over JSON, fields and regular expressions are not served.';
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
