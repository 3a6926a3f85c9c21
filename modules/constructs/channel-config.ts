import { s3Address, s3Folder } from '../tuning';
import { compact } from './compact';
import type { DefinitionConfig } from './training-props';
import type { Channel } from './values/channel';

type InputChannelConfig = NonNullable<DefinitionConfig['inputDataConfig']>[number];

/** Returns channels as the resource takes them: addresses and those that say no more in the short form. */
export function channelsConfig(
  channels: Readonly<Record<string, Channel | string>>,
): Pick<DefinitionConfig, 'channels' | 'inputDataConfig'> {
  const all = Object.entries(channels).map(([name, channel]) => {
    if (typeof channel === 'string') return { name, uri: channel };
    const config = channelConfig(name, channel);
    return { name, uri: onlyUri(config), config };
  });
  const plain = all.flatMap(({ name, uri }) => (uri === undefined ? [] : [[name, uri] as const]));
  const others = all.flatMap(({ uri, config }) =>
    uri === undefined && config !== undefined ? [config] : [],
  );
  return compact({
    channels: plain.length === 0 ? undefined : Object.fromEntries(plain),
    inputDataConfig: others.length === 0 ? undefined : others,
  });
}

/** The S3 address of a channel that says nothing else. */
function onlyUri({ channelName: _name, dataSource, ...more }: InputChannelConfig): string | undefined {
  const { s3DataSource, ...others } = dataSource;
  const { s3Uri, ...rest } = s3DataSource ?? {};
  return [more, others, rest].every((one) => Object.keys(one).length === 0) ? s3Uri : undefined;
}

function channelConfig(channelName: string, channel: Channel): InputChannelConfig {
  if (channel.bucket === undefined) {
    const { bucket: _none, dependables: _order, ...passedOn } = channel;
    return { ...passedOn, channelName };
  }
  const { bucket, prefix, object, distribution, dependables: _order, ...more } = channel;
  const { s3DataType, attributeNames, instanceGroupNames, modelAccessConfig, hubAccessConfig, ...passedOn } =
    more;
  const address = object === true ? s3Address : s3Folder;
  return compact({
    ...passedOn,
    channelName,
    dataSource: {
      s3DataSource: compact({
        s3Uri: address(bucket.bucketName, prefix),
        s3DataDistributionType: distribution,
        s3DataType,
        attributeNames,
        instanceGroupNames,
        modelAccessConfig,
        hubAccessConfig,
      }),
    },
  });
}
