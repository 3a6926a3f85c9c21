import type { Clock } from '../../../kernel';
import type { LogSink } from '../../ports/ports';
import type { Service } from '../../ports/service';
import type { Store } from '../../store/store';
import { eventOperations } from './event-operations';
import { groupOperations } from './group-operations';
import { LogStore } from './log-store';
import { streamOperations } from './stream-operations';

/** CloudWatch Logs, and the way in for whoever runs jobs. */
export function createLogsServices(store: Store, clock: Clock): { service: Service; sink: LogSink } {
  const logs = new LogStore(store, clock);
  return {
    sink: logs,
    service: {
      id: 'logs',
      loadClient: () => import('@aws-sdk/client-cloudwatch-logs'),
      operations: { ...groupOperations(logs), ...streamOperations(logs), ...eventOperations(logs) },
    },
  };
}
