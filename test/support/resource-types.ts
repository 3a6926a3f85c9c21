import { tuneformProvider } from '../../modules/provider';

/** The types of the provider's resources. */
export const RESOURCE_TYPES: readonly string[] = tuneformProvider.resources.map((resource) => {
  if (typeof resource === 'function') {
    throw new Error('A resource of the provider is listed without its type.');
  }
  return resource.typeName;
});
