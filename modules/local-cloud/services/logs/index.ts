import { MIB } from '../../protocols/body/body-limits';
import type { ServiceDescriptor } from '../service-descriptor';
import { eventOperations } from './event-operations';
import { groupOperations } from './group-operations';
import { LogStore } from './log-store';
import { streamOperations } from './stream-operations';

/** CloudWatch Logs, and the functions through which jobs write to it. */
export const logs: ServiceDescriptor = {
  id: 'logs',
  protocol: 'json',
  signingName: 'logs',
  target: 'Logs_20140328',
  validationCode: 'InvalidParameterException',
  // 1 MiB of messages, each character of which may be an escape of six.
  bodyLimits: { PutLogEvents: 8 * MIB },
  selfCheck: { operation: 'PutLogEvents', required: ['logGroupName', 'logStreamName', 'logEvents'] },
  loadClient: () => import('@aws-sdk/client-cloudwatch-logs'),
  build: ({ store, clock }) => {
    const log = new LogStore(store, clock);
    return {
      offers: { logs: log },
      operations: { ...groupOperations(log), ...streamOperations(log), ...eventOperations(log) },
    };
  },
};
