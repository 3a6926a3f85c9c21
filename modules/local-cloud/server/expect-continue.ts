import type { IncomingMessage, ServerResponse } from 'node:http';

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * Notes that the client asks before it sends the body (`Expect: 100-continue`). If the request is rejected first, the
 * client is never told to continue and does not send the body, and the connection ends with the rejection.
 */
export function holdBody(request: IncomingMessage, response: ServerResponse): void {
  waiting.set(request, response);
  response.setHeader('connection', 'close');
}

/** Tells the client to send the body, if it asked. */
export function letBodyCome(request: IncomingMessage): void {
  const response = waiting.get(request);
  if (response === undefined || response.headersSent) return;
  waiting.delete(request);
  response.removeHeader('connection');
  response.writeContinue();
}

/** Whether the client is still waiting for permission to send the body. */
export const isHeld = (request: IncomingMessage): boolean => waiting.has(request);
