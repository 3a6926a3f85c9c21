import { isDeepStrictEqual } from 'node:util';
import { numberAt, textAt, UNKNOWN, valueAt } from './planned-change';
import type { PlannedChange } from './planned-change';

/** A training job as a reviewer compares it with another. */
export interface Winner {
  readonly trainingJobName: string;
  readonly metricValue: number | undefined;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly modelDataUrl: string | undefined;
}

/** What a plan does to a champion. */
export interface ChampionChange {
  readonly address: string;
  readonly name: string;
  readonly metricName: string | undefined;
  readonly from: Winner | undefined;
  /** `UNDECIDED`: the apply chooses, so the plan cannot show the model. */
  readonly to: Winner | 'UNDECIDED' | undefined;
  readonly because: string | undefined;
  /** True if the refresh of this plan found the promotion: state has it already, whatever becomes of the plan. */
  readonly isRecorded: boolean;
}

/** Returns how the plan changes the champion, or `undefined` if the same training job stays or the resource goes. */
export function championChange({
  address,
  action,
  before,
  after,
}: PlannedChange): ChampionChange | undefined {
  if (action === 'no-op' || action === 'delete' || action === 'forget' || action === 'read') return undefined;
  const from = winnerOf(before);
  const to = valueAt(after, 'training_job_name') === UNKNOWN ? 'UNDECIDED' : winnerOf(after);
  if (isDeepStrictEqual(from, to)) return undefined;
  return {
    address,
    name: textAt(after, 'name') ?? address,
    metricName: textAt(after, 'objective', 'metric_name'),
    from,
    to,
    because: textAt(after, 'because'),
    isRecorded: action === 'refresh',
  };
}

function winnerOf(attributes: PlannedChange['before']): Winner | undefined {
  const trainingJobName = textAt(attributes, 'training_job_name');
  if (trainingJobName === undefined) return undefined;
  const hyperparameters = valueAt(attributes, 'current', 'hyperparameters');
  return {
    trainingJobName,
    metricValue: numberAt(attributes, 'current', 'metric_value'),
    hyperparameters:
      typeof hyperparameters === 'object' ? (hyperparameters as Winner['hyperparameters']) : {},
    modelDataUrl: textAt(attributes, 'model_data_url'),
  };
}
