const META_ARGUMENTS = [
  'dependsOn',
  'count',
  'provider',
  'lifecycle',
  'provisioners',
  'connection',
  'forEach',
];

/** Returns the arguments of the resource itself. */
export function written(config: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([key]) => !META_ARGUMENTS.includes(key)));
}

/** Returns the arguments that Terraform has for every resource. */
export function metaArguments(config: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([key]) => META_ARGUMENTS.includes(key)));
}
