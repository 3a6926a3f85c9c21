import { ImportableResource } from 'cdktf';
import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

/** Where an imported resource is now. */
export interface ImportSource {
  /** The resource's Terraform import id. */
  readonly importId: string;
  /** @default - the stack's only provider */
  readonly provider?: TerraformProvider;
}

/** The import block's stand-in for a resource of `type`. */
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
