import type { Construct } from 'constructs';
import { providerVersion } from '../../delivery';
import { TerraformDataSource } from '../dialect';
import type { TerraformMetaArguments } from '../dialect';
import { hclAttributes } from './hcl-attributes';
import { MAPS } from './maps';
import { terraformNames } from './terraform-names';
import { metaArguments, written } from './written';

/** Base of the typed bindings of data sources; a subclass is written as one of a {@link TuneformResource} is. */
export abstract class TuneformDataSource<Config extends TerraformMetaArguments> extends TerraformDataSource {
  private readonly config: Config;

  constructor(scope: Construct, id: string, type: string, config: Config) {
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: 'tuneform', providerVersion: providerVersion() },
      ...metaArguments(config),
    });
    this.config = config;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformNames(written(this.config), MAPS);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
