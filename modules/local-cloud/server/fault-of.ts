import { messageOf } from '../../kernel';
import type { Logger } from '../../kernel';
import type { CloudRequest } from '../ports/cloud-request';
import type { Progress } from './exchange';
import { ServiceFault } from '../ports/service';
import { unwritable, whyUnwritable } from '../store/storage-fault';

/**
 * Returns the answer for an error that was thrown while serving a request. Logs an unexpected error with its stack.
 */
export function faultOf(
  thrown: unknown,
  context: {
    readonly request: CloudRequest;
    readonly progress: Progress;
    readonly logger: Logger;
    readonly directory: string;
  },
): ServiceFault {
  const { request, progress, logger } = context;
  if (thrown instanceof ServiceFault) return thrown;
  const why = whyUnwritable(thrown);
  if (why !== undefined) {
    logger.error('request rejected; nothing can be written', { requestId: progress.requestId, why });
    // Clients do not repeat this status by themselves: the user must act first.
    return new ServiceFault('InsufficientStorage', unwritable(why, context.directory), { status: 507 });
  }
  if (request.body.broken) {
    const reason = 'The connection was closed or idle while the request body was being read.';
    return new ServiceFault('RequestTimeout', reason, { status: 400 });
  }
  logger.error('request failed unexpectedly', {
    requestId: progress.requestId,
    service: progress.service,
    operation: progress.operation,
    error: thrown instanceof Error ? thrown.stack : messageOf(thrown),
  });
  const code = progress.identified?.profile.protocol === 'rest-xml' ? 'InternalError' : 'InternalFailure';
  return new ServiceFault(code, `The local cloud failed: ${messageOf(thrown)}`, { status: 500 });
}
