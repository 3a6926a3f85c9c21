import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** A request sent after every rollout; the rollout fails when it is not answered as expected. */
export interface SmokeRequestConfig {
  readonly contentType: string;
  readonly body: string;
  /** @default - the container's choice */
  readonly accept?: string;
  /** Regular expression the answer must match. @default - any answer without an error */
  readonly expectPattern?: string;
}

/** Arguments of `tuneform_endpoint`. */
export interface TuneformEndpointConfig extends TerraformMetaArguments {
  readonly name: string;
  readonly roleArn: string;
  /** Null while there is no champion: nothing is served and nothing fails. */
  readonly modelDataUrl: string;
  readonly image: string;
  readonly productionVariant: {
    readonly instanceType: string;
    /** @default 1 */
    readonly initialInstanceCount?: number;
    /** @default 'AllTraffic' */
    readonly variantName?: string;
  };
  readonly environment?: Readonly<Record<string, string>>;
  readonly smokeRequest?: SmokeRequestConfig;
  readonly tags?: Readonly<Record<string, string>>;
}

/** `tuneform_endpoint`: serves a champion and says truthfully what is live. */
export class TuneformEndpoint extends TuneformResource<TuneformEndpointConfig> {
  static readonly tfResourceType = 'tuneform_endpoint';

  constructor(scope: Construct, id: string, config: TuneformEndpointConfig) {
    super(scope, id, TuneformEndpoint.tfResourceType, config);
  }

  /** Adopts an existing endpoint into the stack under `id`; for `cdktf plan` to print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformEndpoint.tfResourceType, ...from });
  }

  get id(): string {
    return this.getStringAttribute('id');
  }
  get endpointName(): string {
    return this.getStringAttribute('endpoint_name');
  }
  get endpointArn(): string {
    return this.getStringAttribute('endpoint_arn');
  }
  get endpointConfigName(): string {
    return this.getStringAttribute('endpoint_config_name');
  }
  get modelName(): string {
    return this.getStringAttribute('model_name');
  }
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** 'CPU' or 'GPU', from the instance type. */
  get compute(): string {
    return this.getStringAttribute('compute');
  }
  get failureReason(): string {
    return this.getStringAttribute('failure_reason');
  }
  get smokeResponse(): string {
    return this.getStringAttribute('smoke_response');
  }
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
}
