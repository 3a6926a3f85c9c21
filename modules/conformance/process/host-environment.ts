/**
 * The variables that Terraform sets for every provider that it starts. The cookie is a published value that says "a
 * host started me"; it is no secret.
 */
export const HOST_ENVIRONMENT = {
  TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
  PLUGIN_PROTOCOL_VERSIONS: '5,6',
} as const;
