import type { Construct } from 'constructs';
import { ImportableResource } from '../dialect';
import type { TerraformProvider } from '../dialect';

/** Address of an imported resource. */
export interface ImportSource {
  /** The resource's Terraform import id. */
  readonly importId: string;
  /** @default - the stack's only provider */
  readonly provider?: TerraformProvider;
}

/** Returns the placeholder that the import block needs for a resource of `type`. */
export function importable(
  scope: Construct,
  id: string,
  from: ImportSource & { readonly type: string },
): ImportableResource {
  return new ImportableResource(scope, id, {
    terraformResourceType: from.type,
    importId: from.importId,
    ...(from.provider === undefined ? {} : { provider: from.provider }),
  });
}
