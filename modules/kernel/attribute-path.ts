/** One step into a value: an attribute or map key by name, a list element by position. */
export type AttributeStep = string | number;

/** A path in a configuration, outermost step first. An empty path means the whole object. */
export type AttributePath = readonly AttributeStep[];

/** Formats a path like a Terraform reference: `resource_limits.ranges[0].name`. */
export function formatPath(path: AttributePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${String(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
