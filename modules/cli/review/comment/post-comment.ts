import type { Clock } from '../../../kernel';
import { messageOf, TuneformError } from '../../../kernel';
import { HostRejection } from './code-host';
import type { CodeHost, HostComment } from './code-host';

/** Waits before the second and the third try, milliseconds. */
const WAITS_MS = [1_000, 4_000];

/** Whether the comment is new. */
export type Posted = 'created' | 'updated';

/**
 * Writes the one comment that starts with `marker`: updates it where it exists, creates it where it does not. A try whose outcome
 * is unknown is repeated, and each try looks first, so that a lost answer leaves no second comment.
 *
 * @throws REVIEW_NOT_POSTED with the host's reason
 */
export async function postComment(
  host: CodeHost,
  { marker, body }: { readonly marker: string; readonly body: string },
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Posted> {
  const fitting = fit(body, host.maxLength);
  for (const wait of [...WAITS_MS, undefined]) {
    try {
      const own = await find(host, marker, signal);
      if (own === undefined) {
        await host.create(fitting, signal);
        return 'created';
      }
      if (own.body !== fitting) await host.update(own.id, fitting, signal);
      return 'updated';
    } catch (error) {
      if (signal.aborted) throw error;
      const isLasting = error instanceof HostRejection && !error.isPassing;
      if (isLasting || wait === undefined) throw notPosted(host, error);
      await clock.sleep(wait, signal);
    }
  }
  throw new Error('unreachable: the last try returns or throws');
}

async function find(host: CodeHost, marker: string, signal: AbortSignal): Promise<HostComment | undefined> {
  for await (const comment of host.comments(signal)) {
    if (comment.body.startsWith(marker)) return comment;
  }
  return undefined;
}

const CUT = '\n\nThe review is longer than a comment may be. The pipeline’s log has all of it.';

/** Cuts at the end of a line, so that no code span stays open. */
function fit(body: string, maxLength: number): string {
  if (body.length <= maxLength) return body;
  const kept = body.slice(0, maxLength - CUT.length);
  return `${kept.slice(0, kept.lastIndexOf('\n'))}${CUT}`;
}

function notPosted(host: CodeHost, error: unknown): TuneformError {
  const isRight = error instanceof HostRejection && [401, 403, 404].includes(error.status);
  const remedy = isRight ? host.rights : 'Run the pipeline again.';
  return new TuneformError(
    `The review could not be posted to ${host.where}: ${messageOf(error)}. ${remedy}`,
    { code: 'REVIEW_NOT_POSTED', summary: 'Review Not Posted', cause: error },
  );
}
