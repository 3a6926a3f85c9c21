import { messageOf, systemClock } from '../../kernel';
import { signOwnPage } from '../../local-access';
import type { KeyPair } from '../../local-access';

/** A running local cloud, and the keys that prove whose request it is. */
export interface Addressed {
  readonly record: { readonly url: string };
  readonly credentials: KeyPair;
}

/** Asks a local cloud for a change that no AWS operation makes. Returns why it does not happen; undefined if it does. */
export async function postOwnPage(
  { record, credentials }: Addressed,
  page: string,
  query: Readonly<Record<string, string | number>>,
): Promise<string | undefined> {
  const url = new URL(`/_tuneform/${page}`, record.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const headers = signOwnPage({ method: 'POST', url, nowMs: systemClock.now() }, credentials);
  try {
    const answer = await fetch(url, { method: 'POST', headers, redirect: 'manual' });
    if (answer.ok) return undefined;
    const { error } = (await answer.json()) as { readonly error?: string };
    return error ?? `The local cloud answered ${String(answer.status)}.`;
  } catch (error) {
    return messageOf(error);
  }
}
