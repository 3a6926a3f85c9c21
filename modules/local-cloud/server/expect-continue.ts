import type { IncomingMessage, ServerResponse } from 'node:http';

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * Notes that the client asks before it sends the body (`Expect: 100-continue`). A request that is refused first never gets
 * its answer, so the body is not sent at all, and the connection ends with the refusal.
 */
export function holdBody(request: IncomingMessage, response: ServerResponse): void {
  waiting.set(request, response);
  response.setHeader('connection', 'close');
}

/** Lets the client send the body, if it asked. */
export function letBodyCome(request: IncomingMessage): void {
  const response = waiting.get(request);
  if (response === undefined || response.headersSent) return;
  waiting.delete(request);
  response.removeHeader('connection');
  response.writeContinue();
}

/** Whether the client still waits to be told to send the body. */
export const isHeld = (request: IncomingMessage): boolean => waiting.has(request);
