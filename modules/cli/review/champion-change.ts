import { isDeepStrictEqual } from 'node:util';
import { controlChanges } from './champion-control';
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
  /** False if the same training job stays, or the champion still has none. */
  readonly isOther: boolean;
  /** What the plan decides, as in `tuneform_champion`; `undefined` if the apply does. */
  readonly verdict: string | undefined;
  readonly because: string | undefined;
  /** Training job that needs an approval to become the champion. */
  readonly awaitsApprovalOf: string | undefined;
  /** What changes in how the champion is chosen, a phrase each. */
  readonly control: readonly string[];
  /** True if the refresh of this plan found the promotion: state has it already, whatever becomes of the plan. */
  readonly isRecorded: boolean;
}

/** Returns what the plan does to the champion; `undefined` if it does nothing, or the resource goes. */
export function championChange({
  address,
  action,
  before,
  after,
}: PlannedChange): ChampionChange | undefined {
  if (action === 'no-op' || action === 'delete' || action === 'forget' || action === 'read') return undefined;
  const from = winnerOf(before);
  const to = valueAt(after, 'training_job_name') === UNKNOWN ? 'UNDECIDED' : winnerOf(after);
  const isOther = !isDeepStrictEqual(from, to);
  // A refresh that finds the same winner has found what no reviewer decides.
  if (!isOther && action === 'refresh') return undefined;
  const verdict = textAt(after, 'verdict');
  return {
    address,
    name: textAt(after, 'name') ?? address,
    metricName:
      textAt(after, 'current', 'metric_name') ??
      textAt(after, 'candidate', 'metric_name') ??
      textAt(after, 'objective', 'metric_name'),
    from,
    to,
    isOther,
    verdict,
    because: textAt(after, 'because'),
    awaitsApprovalOf:
      verdict === 'await approval' ? textAt(after, 'candidate', 'training_job_name') : undefined,
    control: controlChanges({ before, after }),
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
