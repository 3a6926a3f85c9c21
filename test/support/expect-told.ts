import { TuneformError } from '../../modules/kernel';
import type { Diagnostic } from '../../modules/kernel';

/** What a practitioner must be told: the code, the value that the message is about, and what to do. */
export interface Told {
  readonly code: string;
  readonly names: string;
  readonly remedy: string;
}

/** Returns the detail of a diagnostic, or of an error as `diagnosticOf` shows it. */
export const detailOf = (told: unknown): string =>
  told instanceof TuneformError
    ? `${told.message} [${told.code}]`
    : ((told as Partial<Diagnostic> | undefined)?.detail ?? String(told));

/** Returns what work told: the error that it threw, or the diagnostics that it returned, alone or in an answer. */
async function toldBy(work: () => unknown): Promise<readonly unknown[]> {
  try {
    const answer = await work();
    if (Array.isArray(answer)) return answer as unknown[];
    return (answer as { readonly diagnostics?: readonly unknown[] } | undefined)?.diagnostics ?? [answer];
  } catch (error) {
    return [error];
  }
}

/** Expects that work throws an error or returns a diagnostic with the code, which names the value and a remedy. */
export async function expectTold(work: () => unknown, { code, names, remedy }: Told): Promise<void> {
  const details = (await toldBy(work)).map(detailOf);
  const detail = details.find((one) => one.endsWith(`[${code}]`));
  expect({ details, detail }).toEqual({ details, detail: expect.stringContaining(names) });
  expect(detail).toContain(remedy);
}
