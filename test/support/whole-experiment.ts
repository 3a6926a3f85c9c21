import { shownOf, wholeState } from '../../modules/provider/experiment/record';
import { experimentResource } from '../../modules/provider/experiment/resource';
import type { ExperimentState } from '../../modules/provider/experiment/types';
import type { ProviderData } from '../../modules/provider/provider-data';
import type { Context } from '../../modules/plugin';

interface Applying {
  /** With all that is known; what is decided by applying is unknown. */
  readonly planned: object;
  readonly prior?: object | null;
  readonly configured: ProviderData;
}

/** Creates or updates an experiment as Terraform does, and returns all that is known about it afterwards. */
export async function applyWhole(
  { planned, prior = null, configured }: Applying,
  context: Context,
): Promise<{
  readonly state: ExperimentState;
  readonly diagnostics: readonly { readonly severity: string; readonly detail?: string }[];
}> {
  const before = prior === null ? null : inWhole(prior);
  const { shown, private: bytes } = shownOf(inWhole(planned), planned, {
    configured,
    prior: before,
  });
  const shownBefore = before === null ? undefined : shownOf(before, before, { configured });
  const request = {
    planned: shown,
    prior: shownBefore?.shown ?? null,
    configured,
    private: bytes,
    priorPrivate: shownBefore?.private,
  } as never;
  const end = await (before === null
    ? experimentResource.create(request, context)
    : experimentResource.update(request, context));
  if (end.state === null) throw new Error('applying has left no state');
  return { state: wholeState(end.state, end.private), diagnostics: end.diagnostics ?? [] };
}

/** Adds what follows from the rest to what a test says about an experiment. */
function inWhole(given: object): ExperimentState {
  const { generations } = given as ExperimentState;
  const names = generations.flatMap((one) => one.tuning_jobs.map(({ name }) => name));
  const told = { action: 'launch', because: 'it is a test', tuning_job_names: names };
  return { ...told, ...given } as unknown as ExperimentState;
}

/** Refreshes an experiment as Terraform does. */
export async function readWhole(
  { state, configured }: { readonly state: ExperimentState; readonly configured: ProviderData },
  context: Context,
): Promise<{ readonly state: ExperimentState; readonly diagnostics: readonly unknown[] }> {
  const whole = inWhole(state);
  const { shown, private: bytes } = shownOf(whole, whole, { configured });
  const end = await experimentResource.read({ state: shown, configured, private: bytes } as never, context);
  if (end.state === null) throw new Error('the refresh has left no state');
  return { state: wholeState(end.state, end.private), diagnostics: end.diagnostics ?? [] };
}

/** Imports an experiment, with all that is known about it. */
export async function importWhole(
  id: string,
  configured: ProviderData,
  context: Context,
): Promise<ExperimentState> {
  const end = (await experimentResource.importState?.({ id, configured }, context)) as {
    readonly state: Parameters<typeof wholeState>[0];
    readonly private: Uint8Array;
  };
  return wholeState(end.state, end.private);
}
