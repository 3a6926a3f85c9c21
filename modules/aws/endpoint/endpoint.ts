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

/** The endpoint that should exist and what it should serve. */
export interface DesiredEndpoint {
  readonly name: string;
  readonly configurationName: string;
  /** Who manages it; an endpoint of another owner is never touched. */
  readonly owner: string;
  readonly tags: Tags;
}

/** An endpoint as the service describes it. */
export interface ObservedEndpoint {
  readonly name: string;
  readonly arn: string;
  readonly status: EndpointStatus;
  /** The configuration it really serves, whatever it was last asked for. */
  readonly configurationName: string;
  readonly failureReason?: string;
  readonly tags: Tags;
}
