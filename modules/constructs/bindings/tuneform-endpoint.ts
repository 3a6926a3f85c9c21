// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_endpoint`. */
export interface TuneformEndpointConfig extends TerraformMetaArguments {
  /** Name of the endpoint: 1 to 63 letters, digits and hyphens, with no hyphen at either end. Changing it creates a new endpoint. */
  readonly name: string;
  /** ARN of the IAM role that the model’s containers assume. */
  readonly roleArn: string;
  /** Artifact to serve, `s3://…/model.tar.gz`: the `model_data_url` of a champion. Null means that there is no model to serve yet; this is not an error. */
  readonly modelDataUrl?: string;
  /** Image with the model server. Required if `model_data_url` is not null. */
  readonly image?: string;
  /** The instances that serve the model. */
  readonly productionVariant: {
    /** Instance type, for example `ml.m5.large`. */
    readonly instanceType: string;
    /** Number of instances at the start, 1 or more. Default 1. @default 1 */
    readonly initialInstanceCount?: number;
    /** Name of the variant: 1 to 63 letters, digits and hyphens. Default `AllTraffic`. @default "AllTraffic" */
    readonly variantName?: string;
  };
  /** Environment variables of the model server. Do not put secrets here. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A request that Tuneform sends after every rollout. An unexpected response is an error after an update. After a creation it is a warning with `failure_reason`, because after an error Terraform would delete the new endpoint. */
  readonly smokeRequest?: {
    /** Content type of the body, for example `text/csv`. */
    readonly contentType: string;
    /** Body of the request. */
    readonly body: string;
    /** Requested content type of the response. */
    readonly accept?: string;
    /** Regular expression that must match somewhere in the response. */
    readonly expectPattern?: string;
  };
  /** Tags of the endpoint, at most 47 together with the provider's `default_tags`: AWS allows 50, and 3 are for Tuneform's own. Keys that begin with `aws:` or `tuneform:` are reserved. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** `tuneform_endpoint`: A SageMaker endpoint that serves a champion. */
export class TuneformEndpoint extends TuneformResource<TuneformEndpointConfig> {
  static readonly tfResourceType = 'tuneform_endpoint';

  constructor(scope: Construct, id: string, config: TuneformEndpointConfig) {
    super(scope, id, TuneformEndpoint.tfResourceType, config);
  }

  /** Imports an existing resource into the stack under `id`, so that the plan can print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformEndpoint.tfResourceType, ...from });
  }

  /** The endpoint’s name. */
  get id(): string {
    return this.getStringAttribute('id');
  }
  /** The endpoint’s name. */
  get endpointName(): string {
    return this.getStringAttribute('endpoint_name');
  }
  /** ARN; null until there is a model to serve. */
  get endpointArn(): string {
    return this.getStringAttribute('endpoint_arn');
  }
  /** The configuration that the endpoint serves; null until there is a model to serve. */
  get endpointConfigName(): string {
    return this.getStringAttribute('endpoint_config_name');
  }
  /** Model of that configuration. */
  get modelName(): string {
    return this.getStringAttribute('model_name');
  }
  /** SageMaker’s status; or `AwaitingChampion` until there is a model to serve, `Unconfirmed` while the endpoint was requested but not observed yet, `NotCreated` if the service refused it, `Missing` if it was deleted outside Terraform. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** `CPU` or `GPU`, derived from the family of the instance type. */
  get compute(): string {
    return this.getStringAttribute('compute');
  }
  /** Reason why the last rollout or smoke request failed. */
  get failureReason(): string {
    return this.getStringAttribute('failure_reason');
  }
  /** The model’s response to the smoke request after the last rollout, at most 4,096 characters. */
  get smokeResponse(): string {
    return this.getStringAttribute('smoke_response');
  }
  /** What the last apply could not finish and the next apply does, one of `confirm the rollout`, `send the smoke request`, `delete replaced objects`, `recreate deleted objects`; null when everything is finished. */
  get unfinished(): string {
    return this.getStringAttribute('unfinished');
  }
  /** All tags of the endpoint, including Tuneform’s own. */
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
}
