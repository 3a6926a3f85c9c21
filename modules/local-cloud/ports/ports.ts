import type { KeyDirectory } from './credentials';
import type { RegistryListener } from './registry-listener';

/** One stored object as a listing shows it. */
export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** What the training side needs of S3: whole objects, as files. */
export interface ObjectStorage {
  /** Whether the bucket exists. */
  exists(bucket: string): boolean;
  /** Current objects whose key starts with `prefix`, in key order; empty when the bucket does not exist. */
  list(bucket: string, prefix: string): readonly StoredObject[];
  /** The file that holds the object's bytes. Read only: it is shared with the object. */
  filePath(bucket: string, key: string): string | undefined;
  /** Copies `file` into the bucket as `key`; durable when the promise resolves. Fails when there is no such bucket. */
  putFile(bucket: string, key: string, file: string): Promise<void>;
}

/** What a role would be used for. */
export interface RoleUse {
  readonly service: 'sagemaker.amazonaws.com';
  /** ARN of the resource on whose behalf the service assumes the role, for `aws:SourceArn`. */
  readonly sourceArn: string;
}

/** Whether a service may assume a role, with the reason where it may not. */
export type RoleVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** What credentials of a role need of it. */
export interface KnownRole {
  readonly id: string;
  readonly name: string;
  /** Longest session in seconds. */
  readonly maxSessionDuration: number;
}

export interface RoleDirectory {
  find(roleArn: string): KnownRole | undefined;
  /** Evaluates the role's trust policy for a signed-in principal, in the context of its request. */
  checkPrincipal(
    roleArn: string,
    principalArn: string,
    context: Readonly<Record<string, readonly string[]>>,
  ): RoleVerdict;
  /** Evaluates the role's trust policy for the use, including `aws:SourceAccount` and `aws:SourceArn` conditions. */
  check(roleArn: string, use: RoleUse): RoleVerdict;
}

/** A content reference inside a manifest (OCI image specification, descriptor). */
export interface ContentDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An OCI or Docker v2 image manifest. */
export interface ImageManifest {
  readonly schemaVersion: number;
  readonly mediaType?: string;
  readonly config: ContentDescriptor;
  readonly layers: readonly ContentDescriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Images pushed to the registry, by the addresses jobs use. */
export interface ImageSource {
  /** `<host>/<repository>:<tag>` or `<host>/<repository>@sha256:…` to what it names; undefined when not pushed. */
  resolve(imageUri: string): { readonly repository: string; readonly digest: string } | undefined;
  /** The image manifest with this digest; an index is followed to its linux/amd64 entry, else its first. */
  manifest(digest: string): ImageManifest;
  /** File holding a config or layer blob. Read only. */
  blobPath(digest: string): string;
}

export interface LogEvent {
  readonly timestampMs: number;
  readonly message: string;
}

/** What the training side needs of CloudWatch Logs. */
export interface LogSink {
  /** Appends events, creating group and stream as needed. Durable when it returns. */
  append(group: string, stream: string, events: readonly LogEvent[]): void;
}

/** What services offer to the jobs and to each other; none of them imports another. */
export interface Neighbours {
  readonly objects: ObjectStorage;
  readonly roles: RoleDirectory;
  readonly keys: KeyDirectory;
  readonly images: ImageSource;
  readonly registry: RegistryListener;
  readonly logs: LogSink;
}
