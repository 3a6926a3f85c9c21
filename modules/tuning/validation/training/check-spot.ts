import type { PlacedDefinition } from '../../experiment/definitions';
import { groupThousands } from '../../money';
import type { Report } from '../report';

/** SageMaker documents that without checkpoints an interrupted training begins anew, and limits the wait of some to an hour. */
export function checkSpot({ definition, path }: PlacedDefinition, report: Report): void {
  const { enable_managed_spot_training: spot, stopping_condition: condition = {} } = definition;
  const { max_wait_time_in_seconds: wait, max_runtime_in_seconds: runtime } = condition;
  const at = [...path, 'stopping_condition', 'max_wait_time_in_seconds'];
  if (typeof wait === 'number' && (spot === null || spot === false)) {
    report.error(
      at,
      'Waiting Is for Spot Instances',
      `max_wait_time_in_seconds is ${groupThousands(wait)} and enable_managed_spot_training is not true. Remove the first or set the second.`,
    );
  }
  if (spot !== true) return;
  if (wait === null) {
    report.error(
      at,
      'Spot Needs a Longest Wait',
      `enable_managed_spot_training is true and stopping_condition.max_wait_time_in_seconds is missing. Set it to the time for waiting and training together, at least max_runtime_in_seconds${runtime === undefined ? '' : ` (${groupThousands(runtime)})`}.`,
    );
  }
  if (typeof wait === 'number' && runtime !== undefined && wait < runtime) {
    report.error(
      at,
      'Waits Less Than It Runs',
      `max_wait_time_in_seconds is ${groupThousands(wait)} and max_runtime_in_seconds ${groupThousands(runtime)}. The wait includes the training, so it must be at least as long. Raise the first or lower the second.`,
    );
  }
  if (definition.checkpoint_config === null) {
    report.warning(
      [...path, 'checkpoint_config'],
      'Spot Without Checkpoints',
      'enable_managed_spot_training is true and checkpoint_config is missing: a training job that is interrupted begins anew. Let the container save its progress and name a location for it.',
    );
  }
  const preferences = definition.resource_config?.instance_preferences ?? [];
  if (preferences.length > 0) {
    report.error(
      [...path, 'resource_config', 'instance_preferences'],
      'Preferences Exclude Spot',
      'resource_config has instance_preferences and enable_managed_spot_training is true. SageMaker refuses both together. Use instance_type, or hyper_parameter_tuning_resource_config with instance_configs.',
    );
  }
}
