import { classifyErrors } from './aws-error';
import type { AwsSession } from './client-factory';
import { patiently } from './patiently';

/** The members of a list request that ask for one page. */
export interface PageRequest {
  readonly MaxResults: number;
  readonly NextToken: string | undefined;
}

/** How to read a list. */
export interface ListReading {
  /** Continues "could not …": `list the models`. */
  readonly doing: string;
  readonly signal: AbortSignal;
  /**
   * Whether each page waits for the session's rate limit of lists. SageMaker limits the lists of an account, but not those of
   * one object's tags. @default true
   */
  readonly isPaced?: boolean;
  /** Retries each page by itself, so that a late failure does not read the earlier ones again. @default false */
  readonly isPatient?: boolean;
}

/**
 * Returns the answers to a list request, page after page, as far as the caller reads them. An answer without `NextToken` is the
 * last one. Throws an {@link AwsError} if a page fails.
 *
 * @param send sends the request for one page, with `page` among its members.
 */
export async function* pagesOf<Answer extends { readonly NextToken?: string | undefined }>(
  session: AwsSession,
  { doing, signal, isPaced = true, isPatient = false }: ListReading,
  send: (page: PageRequest, options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
): AsyncGenerator<Answer, void, undefined> {
  let next: string | undefined;
  do {
    const page = { MaxResults: 100, NextToken: next };
    const read = async (): Promise<Answer> => {
      if (isPaced) await session.listing.acquire(signal);
      return classifyErrors(doing, () => send(page, { abortSignal: signal }));
    };
    const answer = await (isPatient ? patiently(session, signal, read) : read());
    yield answer;
    next = answer.NextToken;
  } while (next !== undefined);
}
