import type { Policy, PolicyVersion, Tag } from '@aws-sdk/client-iam';
import { encodeDocument } from './role-record';

export interface PolicyVersionRecord {
  /** `v1`, `v2`, … */
  readonly id: string;
  readonly document: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** The record of a customer managed policy. */
export interface PolicyRecord {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly defaultVersion: string;
  /** Oldest first; at most five. */
  readonly versions: readonly PolicyVersionRecord[];
  /** Number of the next version. */
  readonly nextVersion: number;
  readonly tags: readonly Tag[];
}

/** Returns the policy as the API shows it. */
export function describePolicy(record: PolicyRecord, attachments: number): Policy {
  return {
    PolicyName: record.name,
    PolicyId: record.id,
    Arn: record.arn,
    Path: record.path,
    DefaultVersionId: record.defaultVersion,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: new Date(record.createdAt),
    UpdateDate: new Date(record.updatedAt),
    ...(record.description === undefined ? {} : { Description: record.description }),
    ...(record.tags.length === 0 ? {} : { Tags: [...record.tags] }),
  };
}

export function describePolicyVersion(record: PolicyRecord, version: PolicyVersionRecord): PolicyVersion {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === record.defaultVersion,
    CreateDate: new Date(version.createdAt),
    Document: encodeDocument(version.document),
  };
}

/** Returns the document of the default version. */
export function defaultDocument(record: PolicyRecord): string {
  return record.versions.find((version) => version.id === record.defaultVersion)?.document ?? '';
}
