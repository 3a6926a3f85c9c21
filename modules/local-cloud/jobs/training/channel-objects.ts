import { readFileSync } from 'node:fs';
import type { Channel } from '@aws-sdk/client-sagemaker';
import type { ObjectStorage } from '../../ports/ports';
import { parseS3Uri } from '../s3-uri';

/** One object of a channel and its path in the channel's folder. */
export interface ChannelObject {
  readonly bucket: string;
  readonly key: string;
  readonly path: string;
}

/** The objects of a channel, or SageMaker's message if there are none. */
export type ChannelContent =
  | { readonly ok: true; readonly objects: readonly ChannelObject[] }
  | { readonly ok: false; readonly reason: string };

/** Lists the objects of a channel: all objects under a prefix, or those in a manifest. */
export function channelObjects(channel: Channel, storage: ObjectStorage, region: string): ChannelContent {
  const source = channel.DataSource?.S3DataSource;
  const uri = source?.S3Uri ?? '';
  const location = parseS3Uri(uri);
  if (location === undefined) return { ok: false, reason: `"${uri}" is not an S3 URI.` };
  const objects =
    source?.S3DataType === 'ManifestFile'
      ? manifestObjects(uri, storage)
      : storage
          .list(location.bucket, location.key)
          .filter(({ key, size }) => !(size === 0 && key.endsWith('/')))
          .map(({ key }) => ({ bucket: location.bucket, key, path: pathBelow(location.key, key) }));
  if (typeof objects === 'string') return { ok: false, reason: objects };
  if (objects.length === 0) return { ok: false, reason: nothingFound(uri, location.bucket, storage, region) };
  return { ok: true, objects };
}

function nothingFound(uri: string, bucket: string, storage: ObjectStorage, region: string): string {
  const cause = storage.exists(bucket) ? '' : ' Error message from S3: The specified bucket does not exist';
  return (
    `No S3 objects found under S3 URL "${uri}" given in input data source. ` +
    `Please ensure that the bucket exists in the selected region (${region}), that objects exist under that S3 prefix, ` +
    `and that the role has "s3:ListBucket" permissions on bucket "${bucket}".${cause}`
  );
}

/** Returns the part after the prefix; a prefix that ends within a name keeps the whole name. */
function pathBelow(prefix: string, key: string): string {
  const rest = key.slice(prefix.length);
  if (rest.startsWith('/')) return rest.replace(/^\/+/, '');
  if (rest !== '' && (prefix === '' || prefix.endsWith('/'))) return rest;
  return key.slice(key.lastIndexOf('/', prefix.length - 1) + 1);
}

/** A manifest is `[{"prefix": "s3://…/"}, "relative/key", …]` (S3DataSource, `ManifestFile`). */
function manifestObjects(uri: string, storage: ObjectStorage): ChannelObject[] | string {
  const at = parseS3Uri(uri);
  const file = at === undefined ? undefined : storage.filePath(at.bucket, at.key);
  if (file === undefined) return [];
  const entries = parseManifest(file);
  const [head, ...names] = entries ?? [];
  const prefix = parseS3Uri((head as { prefix?: string } | undefined)?.prefix ?? '');
  if (prefix === undefined || !names.every((name): name is string => typeof name === 'string')) {
    return `The manifest "${uri}" must be a JSON list: an object with an S3 "prefix", then keys relative to it.`;
  }
  const objects = names.map((path) => ({ bucket: prefix.bucket, key: prefix.key + path, path }));
  const missing = objects.find(({ bucket, key }) => storage.filePath(bucket, key) === undefined);
  return missing === undefined
    ? objects
    : `The object "s3://${missing.bucket}/${missing.key}" named by the manifest "${uri}" does not exist.`;
}

function parseManifest(file: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
