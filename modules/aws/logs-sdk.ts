/** The part of the CloudWatch Logs client that this project uses: a file of its own, because only a failed job's log needs it. */
export {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
