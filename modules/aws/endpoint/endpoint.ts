import type { ObjectId } from '../tags/object-id';
import type { Tags } from '../tags/sync-tags';

/** DescribeEndpoint's EndpointStatus. */
export type EndpointStatus =
  | 'Creating'
  | 'Updating'
  | 'SystemUpdating'
  | 'RollingBack'
  | 'InService'
  | 'OutOfService'
  | 'UpdateRollbackFailed'
  | 'Deleting'
  | 'Failed';

/** A desired endpoint and the configuration that it should serve. */
export interface DesiredEndpoint {
  readonly name: string;
  readonly configurationName: string;
  /** Owner of the endpoint; an endpoint of another owner is never changed. */
  readonly owner: string;
  readonly tags: Tags;
  /** The Terraform object that takes it over or creates it. */
  readonly objectId: ObjectId;
}

/** An endpoint's description. */
export interface ObservedEndpoint {
  readonly name: string;
  readonly arn: string;
  readonly status: EndpointStatus;
  /** The configuration that it serves, which may differ from the last requested one. */
  readonly configurationName: string;
  readonly failureReason?: string;
  readonly tags: Tags;
  /** The Terraform object that it carries the id of. */
  readonly objectId?: ObjectId;
}
