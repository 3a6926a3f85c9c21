import type { KeyDirectory } from './credentials';
import type { RegistryListener } from './registry-listener';

/** One stored object, as a listing returns it. */
export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** The part of S3 that jobs use: whole objects, as files. */
export interface ObjectStorage {
  /** Whether the bucket exists. */
  exists(bucket: string): boolean;
  /** Returns the current objects whose key starts with `prefix`, in key order; empty if the bucket does not exist. */
  list(bucket: string, prefix: string): readonly StoredObject[];
  /** Returns the file with the object's bytes. Do not change it: the object uses the same file. */
  filePath(bucket: string, key: string): string | undefined;
  /**
   * Copies `file` into the bucket as `key`. The object is durable when the promise resolves.
   *
   * @throws If the bucket does not exist.
   */
  putFile(bucket: string, key: string, file: string): Promise<void>;
  /** Deletes an object as DeleteObject does: with versioning, older versions stay. Nothing happens if there is none. */
  remove(bucket: string, key: string): void;
}

/** The intended use of a role. */
export interface RoleUse {
  readonly service: 'sagemaker.amazonaws.com';
  /** ARN of the resource on whose behalf the service assumes the role, for `aws:SourceArn`. */
  readonly sourceArn: string;
}

/** Whether a service may assume a role, with the reason if it may not. */
export type RoleVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** The properties of a role that its credentials depend on. */
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

/** Images in the registry, by the addresses that jobs use. */
export interface ImageSource {
  /**
   * Resolves `<host>/<repository>:<tag>` or `<host>/<repository>@sha256:…`. Returns undefined for an image that was
   * not pushed.
   */
  resolve(imageUri: string): { readonly repository: string; readonly digest: string } | undefined;
  /** Returns the image manifest with this digest. Follows an index to its linux/amd64 entry, else to its first. */
  manifest(digest: string): ImageManifest;
  /** Returns the file of a config or layer blob. Do not change it. */
  blobPath(digest: string): string;
}

export interface LogEvent {
  readonly timestampMs: number;
  readonly message: string;
}

/** The part of CloudWatch Logs that jobs use. */
export interface LogSink {
  /** Appends events and creates group and stream as needed. The events are durable when it returns. */
  append(group: string, stream: string, events: readonly LogEvent[]): void;
}

/** The account's quotas of SageMaker. */
export interface QuotaBook {
  /** Returns the value of the quota with this name; undefined if there is none. */
  limitOf(name: string): number | undefined;
  /** Sets a quota. Returns false if there is none of this name. */
  set(name: string, value: number): boolean;
}

/** The functions that services offer to the jobs and to each other. No service imports another. */
export interface Neighbours {
  readonly objects: ObjectStorage;
  readonly roles: RoleDirectory;
  readonly keys: KeyDirectory;
  readonly images: ImageSource;
  readonly registry: RegistryListener;
  readonly logs: LogSink;
  readonly quotas: QuotaBook;
}
