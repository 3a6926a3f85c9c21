/**
 * What Terraform may rely on: it should ask for plans of destruction, need not ask each process for its schema, and may
 * offer objects of other types to take over.
 */
export const capabilities = {
  planDestroy: true,
  getProviderSchemaOptional: true,
  moveResourceState: true,
} as const;
