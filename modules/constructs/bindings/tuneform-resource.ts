import type { Construct } from 'constructs';
import { TerraformResource } from '../dialect';
import type { TerraformMetaArguments } from '../dialect';
import { providerVersion } from '../../delivery';
import { hclAttributes } from './hcl-attributes';
import { MAPS } from './maps';
import { terraformNames } from './terraform-names';

const META_ARGUMENTS = [
  'dependsOn',
  'count',
  'provider',
  'lifecycle',
  'provisioners',
  'connection',
  'forEach',
];

/**
 * Base of the typed bindings: a resource of our provider whose Terraform attributes are its configuration with names
 * in snake_case. A subclass adds the type name, the configuration's type and a getter for each attribute.
 */
export abstract class TuneformResource<Config extends TerraformMetaArguments> extends TerraformResource {
  private readonly config: Config;

  constructor(scope: Construct, id: string, type: string, config: Config) {
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: 'tuneform', providerVersion: providerVersion() },
      ...pick(config, META_ARGUMENTS),
    });
    this.config = config;
  }

  /** The configuration of this resource; attributes read from it are values, not references. */
  get input(): Config {
    return this.config;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const attributes = Object.fromEntries(
      Object.entries(this.config).filter(([key]) => !META_ARGUMENTS.includes(key)),
    );
    return terraformNames(attributes, MAPS);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}

function pick(config: object, keys: readonly string[]): TerraformMetaArguments {
  return Object.fromEntries(Object.entries(config).filter(([key]) => keys.includes(key)));
}
