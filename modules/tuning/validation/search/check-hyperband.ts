import { placeDefinitions } from '../../experiment/definitions';
import type { ExperimentDraft } from '../../experiment/spec';
import type { Report } from '../report';

/** Static hyperparameters from which SageMaker takes the largest resource where none is given. */
const EPOCHS = ['epochs', 'numepochs', 'n-epochs', 'n_epochs', 'num_epochs'];

const PATH = ['strategy_config', 'hyperband_strategy_config'] as const;

/** Checks the requirements of strategy `Hyperband`, and that no other strategy has its configuration. */
export function checkHyperband(draft: ExperimentDraft, report: Report): void {
  const config = draft.strategy_config;
  if (draft.strategy !== 'Hyperband') {
    if (config === undefined || config === null || draft.strategy === undefined) return;
    report.error(
      ['strategy_config'],
      'Configuration of Another Strategy',
      `strategy_config is given and strategy is "${draft.strategy}". Only "Hyperband" has a configuration. Remove it or use "Hyperband".`,
    );
    return;
  }
  if (draft.training_job_early_stopping_type === 'Auto') {
    report.error(
      ['training_job_early_stopping_type'],
      'Hyperband Stops Jobs Itself',
      'training_job_early_stopping_type is "Auto" and strategy is "Hyperband", which stops training jobs by its own rule; SageMaker refuses both together. Use "Off".',
    );
  }
  checkResource(draft, report);
}

function checkResource(draft: ExperimentDraft, report: Report): void {
  const config = draft.strategy_config;
  const bounds = config === null ? null : config?.hyperband_strategy_config;
  if (bounds === undefined) return;
  const { min_resource: min, max_resource: max } = bounds ?? { min_resource: null, max_resource: null };
  if (typeof min === 'number' && typeof max === 'number' && min >= max) {
    report.error(
      [...PATH, 'min_resource'],
      'Minimum Not Below Maximum',
      `min_resource is ${String(min)} and max_resource ${String(max)}. Hyperband gives promising training jobs more than others, so min_resource must be less.`,
    );
  }
  if (max !== null) return;
  for (const { definition, path } of placeDefinitions(draft)) {
    const fixed = definition.static_hyper_parameters;
    if (fixed === undefined || EPOCHS.some((name) => name in fixed)) continue;
    report.error(
      path.length === 0 ? [...PATH, 'max_resource'] : [...path, 'static_hyper_parameters'],
      'Hyperband Needs a Largest Resource',
      `max_resource is missing, and static_hyper_parameters has none of ${EPOCHS.join(', ')}, from which SageMaker would take it. Set strategy_config.hyperband_strategy_config.max_resource to the epochs of a whole training.`,
    );
  }
}
