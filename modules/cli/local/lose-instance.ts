import { messageOf, systemClock, TuneformError } from '../../kernel';
import { signOwnPage } from '../../local-access';
import type { KeyPair } from '../../local-access';

/** What happens to the instance of a training job. */
export interface Loss {
  readonly job: string;
  readonly how: 'reclaimed' | 'failed';
  /** Seconds until there is another instance. */
  readonly away: number;
}

/** Asks a local cloud to take the instance of a training job away. Rejects with INSTANCE_NOT_LOST and its reason. */
export async function loseInstance(
  running: { readonly record: { readonly url: string }; readonly credentials: KeyPair },
  loss: Loss,
): Promise<void> {
  const url = new URL('/_tuneform/lost-instances', running.record.url);
  for (const [name, value] of Object.entries(loss)) url.searchParams.set(name, String(value));
  const signed = signOwnPage({ method: 'POST', url, nowMs: systemClock.now() }, running.credentials);
  const answer = await fetch(url, { method: 'POST', headers: signed, redirect: 'manual' }).catch(
    (error: unknown) => {
      throw notLost(messageOf(error));
    },
  );
  if (answer.ok) return;
  const { error } = (await answer.json()) as { readonly error?: string };
  throw notLost(error ?? `The local cloud answered ${String(answer.status)}.`);
}

const notLost = (reason: string): TuneformError =>
  new TuneformError(reason, { code: 'INSTANCE_NOT_LOST', summary: 'Instance Not Taken Away' });
