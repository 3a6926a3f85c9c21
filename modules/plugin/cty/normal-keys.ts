/**
 * A map as Terraform keeps it: keys in Unicode normal form C, like all its text. The map itself when its keys are.
 */
export function normalKeys<T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  if (Object.keys(map).every((key) => key.normalize() === key)) return map;
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key.normalize(), value]));
}
