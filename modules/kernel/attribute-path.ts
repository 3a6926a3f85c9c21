/** One step into a value: an attribute or map key by name, a list element by position. */
export type AttributeStep = string | number;

/** Where in a configuration something is, outermost step first. Empty means the whole object. */
export type AttributePath = readonly AttributeStep[];

/** Writes a path the way Terraform's users write references: `resource_limits.ranges[0].name`. */
export function formatPath(path: AttributePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${String(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
