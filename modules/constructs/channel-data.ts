import { Construct } from 'constructs';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { sha256Hex } from '../kernel';
import { trimSlashes } from '../tuning';
import { S3Object, AssetType, TerraformAsset } from './dialect';
import { Channel } from './values/channel';
import type { BucketLike } from './values/references';

/** Upload only data that is small enough for a repository or a cache; put larger data into S3 directly. */
const MOST_FILES = 200;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.jsonl': 'application/jsonlines',
  '.parquet': 'application/x-parquet',
};

export interface ChannelDataProps {
  readonly bucket: BucketLike;
  /** Prefix of the files in the bucket. */
  readonly prefix: string;
  /** Local folder, from the working directory if relative. Files and folders starting with a dot are left out. */
  readonly folder: string;
  /** Remedy for a missing folder, the last sentence of the error. @default - a general sentence */
  readonly remedy?: string;
}

/** Uploads the files of a local folder to one prefix of a bucket and provides them as a channel. */
export class ChannelData extends Construct {
  /** Reads exactly the uploaded files; jobs that use it wait for the upload. */
  readonly channel: Channel;

  constructor(scope: Construct, id: string, props: ChannelDataProps) {
    super(scope, id);
    const folder = resolve(props.folder);
    const files = existsSync(folder) && statSync(folder).isDirectory() ? filesBelow(folder) : undefined;
    const problem = problemWith(files, props);
    this.node.addValidation({ validate: () => (problem === undefined ? [] : [problem]) });
    const usable = problem === undefined ? (files ?? []) : [];
    const uploads = usable.map((file) => this.upload(folder, file, props));
    const types = new Set(usable.map((file) => CONTENT_TYPES[extname(file)]));
    const [contentType] = types;
    this.channel = Channel.s3(props.bucket, props.prefix, {
      ...(types.size === 1 && contentType !== undefined ? { contentType } : {}),
      dependables: uploads,
    });
  }

  private upload(folder: string, file: string, props: ChannelDataProps): S3Object {
    const path = join(folder, file);
    const name = file.split(sep).join('/');
    const id = name.replaceAll('/', '-');
    const asset = new TerraformAsset(this, `${id}-file`, { path, type: AssetType.FILE });
    const contentType = CONTENT_TYPES[extname(file)];
    return new S3Object(this, id, {
      bucket: props.bucket.bucketName,
      key: [trimSlashes(props.prefix), name].filter((part) => part !== '').join('/'),
      source: asset.path,
      sourceHash: sha256Hex(readFileSync(path)),
      ...(contentType === undefined ? {} : { contentType }),
    });
  }
}

function problemWith(files: readonly string[] | undefined, props: ChannelDataProps): string | undefined {
  const remedy = props.remedy ?? 'Create it, or name the folder that contains your data.';
  if (files === undefined) return `The data folder '${props.folder}' does not exist. ${remedy}`;
  if (files.length === 0) {
    return `The data folder '${props.folder}' is empty: the channel would be too. ${remedy}`;
  }
  if (files.length > MOST_FILES) {
    return (
      `The data folder '${props.folder}' has ${String(files.length)} files; at most ${String(MOST_FILES)} are ` +
      'uploaded with a stack. Copy it with `aws s3 sync` and use `Channel.s3(bucket, prefix)` instead.'
    );
  }
  return undefined;
}

/** Returns the paths of all files in `folder`, relative to it and sorted. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.split(sep).some((part) => part.startsWith('.')))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}
