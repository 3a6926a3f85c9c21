import type { Role, Tag } from '@aws-sdk/client-iam';
import { ServiceFault } from '../../ports/service';
import type { Collection, Store } from '../../store/store';

/** The record of a role. */
export interface RoleRecord {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly trustPolicy: string;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string;
  readonly tags: readonly Tag[];
  /** Inline policies by name. */
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs of attached managed policies, in the order of attaching. */
  readonly attached: readonly string[];
}

/** The roles of the account. IAM compares their names case-insensitively. */
export class RoleTable {
  private readonly records: Collection<RoleRecord>;

  constructor(store: Store) {
    this.records = store.collection('iam/roles');
  }

  find(name: string): RoleRecord | undefined {
    return this.records.get(name.toLowerCase());
  }

  get(name: string): RoleRecord {
    const record = this.find(name);
    if (record === undefined) {
      throw new ServiceFault('NoSuchEntityException', `The role with name ${name} cannot be found.`);
    }
    return record;
  }

  findByArn(arn: string): RoleRecord | undefined {
    const record = this.find(arn.slice(arn.lastIndexOf('/') + 1));
    return record?.arn === arn ? record : undefined;
  }

  put(record: RoleRecord): void {
    this.records.put(record.name.toLowerCase(), record);
  }

  remove(name: string): void {
    this.records.remove(name.toLowerCase());
  }

  all(): readonly RoleRecord[] {
    return [...this.records.list()].map(([, record]) => record);
  }
}

/** Returns the role as the API shows it, with percent-encoded policy documents. */
export function describeRole(record: RoleRecord, options: { readonly listing?: boolean } = {}): Role {
  return {
    RoleName: record.name,
    Path: record.path,
    RoleId: record.id,
    Arn: record.arn,
    CreateDate: new Date(record.createdAt),
    AssumeRolePolicyDocument: encodeDocument(record.trustPolicy),
    MaxSessionDuration: record.maxSessionDuration,
    ...(record.description === undefined ? {} : { Description: record.description }),
    ...(options.listing === true || record.permissionsBoundary === undefined
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
            PermissionsBoundaryArn: record.permissionsBoundary,
          },
        }),
    ...(options.listing === true || record.tags.length === 0 ? {} : { Tags: [...record.tags] }),
    ...(options.listing === true ? {} : { RoleLastUsed: {} }),
  };
}

/** Percent-encodes a policy document as IAM does in its answers (RFC 3986). */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
