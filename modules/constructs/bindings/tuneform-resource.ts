import type { Construct } from 'constructs';
import { TerraformResource } from '../dialect';
import type { TerraformMetaArguments } from '../dialect';
import { providerVersion } from '../../delivery';
import { isChecked } from './checked-configs';
import { findingsOf } from './findings-of';
import { hclAttributes } from './hcl-attributes';
import { MAPS } from './maps';
import { reportFindings } from './report-findings';
import { terraformNames } from './terraform-names';
import { metaArguments, written } from './written';

/**
 * Base of the typed bindings: a resource of our provider whose Terraform attributes are its configuration with names
 * in snake_case. A subclass adds the type name, the configuration's type and a getter for each attribute. What the provider
 * would reject at plan is reported at synth, as far as it is known then.
 */
export abstract class TuneformResource<Config extends TerraformMetaArguments> extends TerraformResource {
  private readonly config: Config;

  constructor(scope: Construct, id: string, type: string, config: Config) {
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: 'tuneform', providerVersion: providerVersion() },
      ...metaArguments(config),
    });
    this.config = config;
    if (!isChecked(config)) reportFindings(this, findingsOf(type, config));
  }

  /** The configuration of this resource; attributes read from it are values, not references. */
  get input(): Config {
    return this.config;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformNames(written(this.config), MAPS);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
