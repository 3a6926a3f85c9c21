/** Returns the values at a path of a description, in whatever entry of a list. */
export function valuesAt(value: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>(
    (values, step) =>
      values.flatMap((one) => {
        const member = (one as Record<string, unknown> | null | undefined)?.[step.replace('[]', '')];
        return step.endsWith('[]') ? (member ?? []) : [member];
      }),
    [value],
  );
}

/** Returns whether a refusal names the leaf at `path`, an ancestor of it, or its value. */
export function namesMember(message: string, path: string, value: unknown): boolean {
  const plain = message.replaceAll(/\[\d+\]/g, '[]');
  const steps = path.split('.');
  const ancestors = steps.map((_, index) =>
    steps
      .slice(0, index + 1)
      .join('.')
      .replace(/\[\]$/, ''),
  );
  const refused = ancestors.some((one) => new RegExp(`(^|\\s)${escape(one)}[ .]`).test(plain));
  const own = [
    steps.at(-1)!,
    ...steps.filter((step) => /^(TuningObjective|HyperParameterRanges)$/.test(step)),
  ];
  return (
    refused ||
    own.some((step) => message.includes(step)) ||
    (typeof value === 'string' && value.length > 8 && message.includes(value))
  );
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a description shows what was sent: of an object, all that was sent. */
export const holds = (shown: unknown, sent: unknown): boolean =>
  typeof sent === 'object' && sent !== null && !Array.isArray(sent)
    ? Object.entries(sent).every(
        ([key, one]) => (shown as Record<string, unknown> | undefined)?.[key] === one,
      )
    : JSON.stringify(shown) === JSON.stringify(sent);
