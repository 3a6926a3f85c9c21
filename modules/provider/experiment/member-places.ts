import type { MemberPlace } from '../refused-here';
import type { SPEC_ATTRIBUTES } from './spec-of';

const place = (member: string): MemberPlace => ({ operation: 'CreateHyperParameterTuningJob', member });
const search = (member: string): MemberPlace => place(`HyperParameterTuningJobConfig.${member}`);
const definition = (member: string): MemberPlace => place(`TrainingJobDefinition.${member}`);

/** The member of the launch request that each attribute of a search becomes. */
export const MEMBER_PLACES = {
  role_arn: definition('RoleArn'),
  strategy: search('Strategy'),
  random_seed: search('RandomSeed'),
  objective: search('HyperParameterTuningJobObjective'),
  resource_limits: search('ResourceLimits'),
  training_job_early_stopping_type: search('TrainingJobEarlyStoppingType'),
  parameter_ranges: search('ParameterRanges'),
  static_hyper_parameters: definition('StaticHyperParameters'),
  algorithm_specification: definition('AlgorithmSpecification'),
  input_data_config: definition('InputDataConfig'),
  output_data_config: definition('OutputDataConfig'),
  resource_config: definition('ResourceConfig'),
  stopping_condition: definition('StoppingCondition'),
  environment: definition('Environment'),
} as const satisfies Readonly<Record<(typeof SPEC_ATTRIBUTES)[number], MemberPlace>>;
