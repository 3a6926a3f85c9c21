import { warningAt } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import type { AnyBlock, Blocks } from '../schema/block';
import { isUnknown } from '../schema/values/unknown';
import type { Body } from './body';

/** Warns of each kind of deprecated block that a configuration uses, at its first one: Terraform itself says nothing. */
export function deprecatedBlocks(
  { blocks }: { readonly blocks: Blocks },
  config: Body,
  above: AttributePath = [],
): readonly Diagnostic[] {
  return Object.entries(blocks).flatMap(([name, block]) => {
    const used = usesOf(block, config[name] ?? null, [...above, name]);
    const [first] = used;
    if (first === undefined) return [];
    return [
      ...(block.deprecated === undefined
        ? []
        : [warningAt(first.path, 'Deprecated Block', block.deprecated)]),
      ...used.flatMap(({ body, path }) => (body === null ? [] : deprecatedBlocks(block, body, path))),
    ];
  });
}

interface Use {
  readonly path: AttributePath;
  /** Null where it is not known yet. */
  readonly body: Body | null;
}

function usesOf({ nesting }: AnyBlock, value: unknown, path: AttributePath): readonly Use[] {
  if (value === null) return [];
  // As of a dynamic block whose for_each is not known yet: it is written there.
  if (isUnknown(value)) return [{ path, body: null }];
  if (nesting === 'single') return [{ path, body: value as Body }];
  // Elements of sets have no place of their own.
  const place = (key: string | number): AttributePath => (nesting === 'set' ? path : [...path, key]);
  const elements: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((element: unknown, index) => [index, element] as const)
    : Object.entries(value as Body);
  return elements.map(([key, element]) => ({
    path: place(key),
    body: isUnknown(element) ? null : (element as Body),
  }));
}
