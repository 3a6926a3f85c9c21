import { textAt, valueAt } from './planned-change';
import type { PlannedChange } from './planned-change';

/** A Tuneform resource that leaves the configuration, and what ends with it. */
export interface Removal {
  readonly address: string;
  readonly name: string;
  readonly ends: string;
}

/** Returns what removing the resource ends, or `undefined` if it is not removed. */
export function removalOf({ address, type, action, before }: PlannedChange): Removal | undefined {
  if (action !== 'delete' && action !== 'replace' && action !== 'forget') return undefined;
  const name = textAt(before, 'name') ?? textAt(before, 'id') ?? address;
  const ends = action === 'forget' ? FORGOTTEN : ENDS[type]?.(before);
  return ends === undefined ? undefined : { address, name, ends };
}

const FORGOTTEN = 'nothing: Terraform forgets it, and it goes on by itself';

const ENDS: Readonly<Record<string, ((before: PlannedChange['before']) => string) | undefined>> = {
  tuneform_experiment: (before) => {
    const running = runningSearches(before);
    if (running.length === 0) return 'no running search; its training jobs and artifacts stay';
    return textAt(before, 'on_destroy') === 'detach'
      ? `nothing: ${running.join(', ')} goes on, and costs money, without Terraform`
      : `the running search ${running.join(', ')}; what it has paid for stays`;
  },
  tuneform_champion: () => 'the record of the champion; its training job and artifact stay',
  tuneform_endpoint: (before) =>
    textAt(before, 'endpoint_arn') === undefined
      ? 'nothing: the endpoint was never created'
      : 'a live endpoint: its clients get errors from then on',
  tuneform_container_image: () => 'the image in its repository',
  tuneform_training_job: () => 'the record of the training job; a running one is stopped',
};

/** Names of the tuning jobs that run, or may: one that was requested and never observed counts. */
function runningSearches(before: PlannedChange['before']): readonly string[] {
  const earlier = valueAt(before, 'still_running');
  const current = RUNNING.has(textAt(before, 'status') ?? '')
    ? [textAt(before, 'tuning_job_names')?.split(' ').at(-1) ?? '']
    : [];
  return [...(Array.isArray(earlier) ? earlier.map(String) : []), ...current];
}

const RUNNING: ReadonlySet<string> = new Set(['InProgress', 'Unconfirmed', 'Stopping']);
