import type { CallName, RequestOf, ResponseOf } from '../protocol/messages/calls';
import type { Session } from './session';

/** Handles one kind of call. Anything it throws becomes a diagnostic in the response. */
export type CallHandler<N extends CallName> = (
  request: RequestOf<N>,
  session: Session,
  caller: AbortController,
) => Promise<ResponseOf<N>> | ResponseOf<N>;
