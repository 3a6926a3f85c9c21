import type { IncomingMessage } from 'node:http';
import { messageOf } from '../kernel';
import type { Logger } from '../kernel';
import type { Progress } from './server-exchange';
import { ServiceFault } from './service';

/** What to answer when serving a request threw something. What nobody foresaw is logged with its stack. */
export function faultOf(
  thrown: unknown,
  { request, progress, logger }: { request: IncomingMessage; progress: Progress; logger: Logger },
): ServiceFault {
  if (thrown instanceof ServiceFault) return thrown;
  if (request.destroyed && !request.complete) {
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
