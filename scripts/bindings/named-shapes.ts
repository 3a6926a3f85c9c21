import type { Attributes } from '../../modules/plugin';

/** The nested shapes of resources that get a name, by the text of their members. */
export type ShapeNames = ReadonlyMap<string, string>;

interface Occurrence {
  /** The names of the attributes that have the shape, in snake case. */
  readonly attributes: string[];
  readonly shape: Attributes;
}

/**
 * Returns a name for each shape that occurs more than once in the attributes of all `schemas`: `prefix` and what the names of its
 * attributes end with. `textOf` returns the text of a shape's members without names. A shape that only occurs inside another that occurs more
 * than once is written there, once, and needs none.
 */
export function namedShapes(
  schemas: readonly Attributes[],
  prefix: string,
  textOf: (shape: Attributes) => string,
): { readonly names: ShapeNames; readonly shapes: ReadonlyMap<string, Attributes> } {
  const occurrences = new Map<string, Occurrence>();
  const visit = (nested: Attributes): void => {
    for (const [name, { shape, required, optional }] of Object.entries(nested)) {
      if ((!required && !optional) || !('nesting' in shape)) continue;
      const text = textOf(shape.attributes);
      const seen = occurrences.get(text);
      const singular = shape.nesting === 'single' ? name : name.replace(/(?<!s)s$/, '');
      if (seen === undefined) {
        occurrences.set(text, { attributes: [singular], shape: shape.attributes });
        visit(shape.attributes);
      } else {
        seen.attributes.push(singular);
      }
    }
  };
  schemas.forEach(visit);
  const names = new Map<string, string>();
  const shapes = new Map<string, Attributes>();
  for (const [text, { attributes: found, shape }] of occurrences) {
    if (found.length < 2) continue;
    const name = `${prefix}${pascalCase(commonEnd(found))}`;
    if (shapes.has(name)) {
      throw new Error(`Two shapes would be called ${name}. Rename one here.`);
    }
    names.set(text, name);
    shapes.set(name, shape);
  }
  return { names, shapes };
}

/** Returns the words that all names end with; those of the first if they share none. */
function commonEnd([first = '', ...others]: readonly string[]): string {
  const words = first.split('_');
  const at = words.findIndex((_, index) => {
    const end = words.slice(index).join('_');
    return others.every((other) => other === end || other.endsWith(`_${end}`));
  });
  return at === -1 ? first : words.slice(at).join('_');
}

const pascalCase = (name: string): string =>
  name.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
