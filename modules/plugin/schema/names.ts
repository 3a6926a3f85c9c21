/** A name that a configuration can use without quotes, as Terraform reads it; its capital letters are left out. */
export const isAttributeName = (name: string): boolean => /^[a-z_][a-z0-9_]*$/.test(name);

/** The same for a resource type, whose prefix may be the name of a provider with a hyphen: `my-cloud_thing`. */
export const isTypeName = (name: string): boolean => /^[a-z_][a-z0-9_-]*$/.test(name);

/** What Terraform's language takes for a name at all. */
export const isIdentifier = (name: string): boolean => /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name);
