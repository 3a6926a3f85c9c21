import { Construct } from 'constructs';
import { CONFIGURATION_FILE, configurationDocument, tunedProblem } from '../configuration';
import type { ResolvedConfiguration } from '../configuration';
import { trimSlashes } from '../tuning';
import { S3Object } from './dialect';
import { Channel } from './values/channel';
import type { Range } from './values/range';
import type { BucketLike } from './values/references';

/** Of the hash, in the object's key: enough to tell configurations apart, short enough to read in a plan. */
const SHOWN_HASH = 16;

export interface ConfigurationChannelProps {
  readonly bucket: BucketLike;
  /** Prefix of the document in the bucket; the hash follows it. */
  readonly prefix: string;
  /** From `resolveConfiguration`. */
  readonly configuration: ResolvedConfiguration;
}

/**
 * Keeps a resolved configuration in a bucket and provides it as a channel, `configuration.json`. The hash of the values is part of the
 * channel's address, so an edit that changes a value is planned as a new generation of the search.
 */
export class ConfigurationChannel extends Construct {
  /** Reads the document; jobs that use it wait for the upload. */
  readonly channel: Channel;
  private readonly configuration: ResolvedConfiguration;

  constructor(scope: Construct, id: string, props: ConfigurationChannelProps) {
    super(scope, id);
    this.configuration = props.configuration;
    const prefix = [trimSlashes(props.prefix), this.hash.slice(0, SHOWN_HASH)]
      .filter((part) => part !== '')
      .join('/');
    const document = new S3Object(this, 'Document', {
      bucket: props.bucket.bucketName,
      key: `${prefix}/${CONFIGURATION_FILE}`,
      // In the plan, so that a reviewer sees what the training jobs get. Terraform reads %{ as the begin of a directive.
      content: configurationDocument(props.configuration).replaceAll('%{', '%%{'),
      contentType: 'application/json',
      tags: { ...this.tags },
    });
    this.channel = Channel.s3(props.bucket, prefix, {
      contentType: 'application/json',
      dependables: [document],
    });
  }

  /** SHA-256 of the values. */
  get hash(): string {
    return this.configuration.hash;
  }

  /** Tags for what uses the configuration: a plan, the console and a bill then name it. They change no result, so they launch nothing. */
  get tags(): Readonly<Record<string, string>> {
    return { configuration: this.hash.slice(0, SHOWN_HASH) };
  }

  /**
   * Returns the ranges of a search over this configuration, by dotted names. The synthesis fails for a name that is no key, for values of
   * another type than the key has, and for a key that an override already sets, because the override would have no effect.
   */
  ranges(ranges: Readonly<Record<string, Range>>): Readonly<Record<string, Range>> {
    const problems = Object.entries(ranges).flatMap(([name, range]) => [
      ...samples(range).flatMap((text) => tunedProblem(this.configuration.values, name, text) ?? []),
      ...this.withoutEffect(name),
    ]);
    this.node.addValidation({ validate: () => [...new Set(problems)] });
    return ranges;
  }

  private withoutEffect(name: string): readonly string[] {
    const setting = this.configuration.provenance[name];
    if (setting?.layer !== 'static') return [];
    return [
      `'${setting.source}' sets '${name}', and the search varies it, so the override would have no effect. Leave out the override or the range.`,
    ];
  }
}

const samples = (range: Range): readonly string[] =>
  range.kind === 'categorical' ? range.values : [String(range.min), String(range.max)];
