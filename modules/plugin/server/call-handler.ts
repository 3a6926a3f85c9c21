import type { CallName, RequestOf, ResponseOf } from '../protocol/messages/calls';
import type { Session } from './session';

/** Answers one kind of call. What it throws becomes a diagnostic of the answer. */
export type CallHandler<N extends CallName> = (
  request: RequestOf<N>,
  session: Session,
  caller: AbortController,
) => Promise<ResponseOf<N>> | ResponseOf<N>;
