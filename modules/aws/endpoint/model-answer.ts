import { AwsError } from '../aws-error';

/** What a model's container answered when it did not accept a request or failed on it. */
export interface ModelAnswer {
  /** HTTP status. */
  readonly status: number;
  readonly body: string;
}

/** Returns the container's own answer behind an error of InvokeEndpoint; undefined if the error is the service's. */
export function modelAnswer(thrown: unknown): ModelAnswer | undefined {
  if (!(thrown instanceof AwsError) || thrown.kind !== 'model error') return undefined;
  const { OriginalStatusCode: status, OriginalMessage: body } = thrown.cause as {
    readonly OriginalStatusCode?: unknown;
    readonly OriginalMessage?: unknown;
  };
  // Proxies drop members that they do not know; the message has both.
  const [, said, quoted] = /\((\d{3})\)[^"]*"([\s\S]*?)"(?:\. See |$)/.exec(thrown.serviceMessage) ?? [];
  const known = typeof status === 'number' ? status : Number(said);
  if (!Number.isInteger(known)) return undefined;
  return { status: known, body: typeof body === 'string' ? body : (quoted ?? '') };
}
