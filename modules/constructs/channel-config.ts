import { s3Address, s3Folder } from '../tuning';
import { compact } from './compact';
import type { DefinitionConfig } from './training-props';
import type { Channel } from './values/channel';

type InputChannelConfig = NonNullable<DefinitionConfig['inputDataConfig']>[number];

/** Returns a channel as the resource takes it. */
export function channelConfig(channelName: string, channel: Channel): InputChannelConfig {
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
