import { tuningJobRemovalClient } from '../../aws';
import { TuneformError } from '../../kernel';
import { converge } from '../../reconcile';
import type { Configured } from '../configured';
import type { ExperimentState } from './types';

/** Stopping takes as long as the containers' grace time; SageMaker allows 120 s, and then it cleans up. */
const PATIENCE_MS = { aws: 1_800_000, local: 120_000 } as const;

/**
 * Stops every tuning job of the experiment that still runs, waits until nothing does, and deletes the records if
 * asked to. Rejects while anything is left, so that Terraform keeps the experiment and a later destroy continues.
 */
export async function removeExperiment(
  configured: Configured,
  state: ExperimentState,
  signal: AbortSignal,
): Promise<void> {
  if (state.on_destroy === 'detach') return;
  const { session, owner } = configured;
  const { clock } = session;
  const client = tuningJobRemovalClient(session);
  const deadlineMs = clock.now() + PATIENCE_MS[session.settings.target];
  const deleteRecord = state.on_destroy === 'delete';
  const ends = await Promise.all(
    state.generations.map(async ({ tuning_job_name: name }) => {
      const spec = { name, owner, deleteRecord };
      return { name, end: await converge(client, { intent: 'gone', spec }, { clock, signal, deadlineMs }) };
    }),
  );
  const left = ends.filter(({ end }) => end.outcome !== 'converged');
  const failure = left.find(({ end }) => end.error instanceof Error && end.outcome === 'failed');
  if (failure !== undefined) throw failure.end.error as Error;
  if (left.length === 0) return;
  const names = left.map(({ name, end }) => `"${name}" (${end.status?.status ?? 'unknown'})`).join(', ');
  throw new TuneformError(
    `Tuning jobs were asked to stop, but Terraform ended before they had: ${names}. The experiment stays in state; ` +
      'destroy again to continue.',
    { code: 'STILL_STOPPING', summary: 'Tuning Jobs Still Stopping', disposition: 'retryable' },
  );
}
