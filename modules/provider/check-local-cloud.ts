import { messageOf, resolvesToLoopback, TuneformError } from '../kernel';

/** The local cloud answers from this machine, so it answers at once or not at all. */
const PATIENCE_MS = 3_000;

/** Rejects with LOCAL_CLOUD_NOT_RUNNING unless a local cloud answers at `endpoint`. */
export async function checkLocalCloud(endpoint: string): Promise<void> {
  if (!(await resolvesToLoopback(endpoint))) {
    throw new TuneformError(
      `This machine's name service sends ${new URL(endpoint).hostname} to another machine, and target "local" never ` +
        'leaves this one. Use http://127.0.0.1:<port>.',
      { code: 'LOCAL_TARGET_LEFT', summary: 'Request Leaves The Local Cloud' },
    );
  }
  let reason: string;
  try {
    const answer = await fetch(new URL('/_tuneform/health', endpoint), {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.arrayBuffer();
    if (answer.ok) return;
    reason = `something else answers there (status ${String(answer.status)})`;
  } catch (error) {
    reason = error instanceof Error && error.cause !== undefined ? causeOf(error.cause) : messageOf(error);
  }
  throw new TuneformError(
    `The target is "local", but no local cloud answers at ${endpoint}: ${reason}. Start it with ` +
      '"npx tuneform local start", or set target = "aws" to use an AWS account.',
    { code: 'LOCAL_CLOUD_NOT_RUNNING', summary: 'No Local Cloud Running' },
  );
}

function causeOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | null)?.code;
  return code === 'ECONNREFUSED' ? 'the connection was refused' : messageOf(cause);
}
