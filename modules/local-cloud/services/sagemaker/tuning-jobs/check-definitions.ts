import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTrainingJobDefinition,
  HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { invalid } from '../rejections';

const OWN_MEMBERS = ['TuningObjective', 'HyperParameterRanges'] as const;
const SHARED_MEMBERS = ['HyperParameterTuningJobObjective', 'ParameterRanges'] as const;

/** Environment variables of all definitions together (HyperParameterTrainingJobDefinition, Environment). */
const MOST_VARIABLES = 48;

/** Checks that a tuning job has one definition or a list of them, and the rules of a list. Throws ValidationException. */
export function checkDefinitions(
  request: CreateHyperParameterTuningJobRequest,
  config: HyperParameterTuningJobConfig,
): void {
  const { TrainingJobDefinition: single, TrainingJobDefinitions: list } = request;
  if (single !== undefined && list !== undefined) {
    throw invalid('TrainingJobDefinition and TrainingJobDefinitions cannot both be specified.');
  }
  if (single !== undefined) checkSingle(single);
  else if (list === undefined) throw invalid('A TrainingJobDefinition must be specified.');
  else checkList(list, request, config);
}

/** A single definition has its ranges next to it; each definition of a list has its own. */
function checkSingle(definition: HyperParameterTrainingJobDefinition): void {
  const inside = OWN_MEMBERS.find((name) => definition[name] !== undefined);
  if (inside === undefined) return;
  throw invalid(
    `${inside} belongs to the entries of TrainingJobDefinitions. With TrainingJobDefinition, use ${SHARED_MEMBERS.join(' and ')} of HyperParameterTuningJobConfig.`,
  );
}

function checkList(
  list: readonly HyperParameterTrainingJobDefinition[],
  request: CreateHyperParameterTuningJobRequest,
  config: HyperParameterTuningJobConfig,
): void {
  const beside = SHARED_MEMBERS.find((name) => config[name] !== undefined);
  if (beside !== undefined) {
    throw invalid(
      `${beside} cannot be specified with TrainingJobDefinitions. Give each definition its own ${OWN_MEMBERS.join(' and ')}.`,
    );
  }
  for (const definition of list) {
    const absent = (['DefinitionName', ...OWN_MEMBERS] as const).find(
      (name) => definition[name] === undefined,
    );
    if (absent !== undefined) throw invalid(`Every entry of TrainingJobDefinitions must have a ${absent}.`);
  }
  if (list.length > 1) checkSeveral(list, request, config);
}

function checkSeveral(
  list: readonly HyperParameterTrainingJobDefinition[],
  request: CreateHyperParameterTuningJobRequest,
  config: HyperParameterTuningJobConfig,
): void {
  const names = list.map(({ DefinitionName: name = '' }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw invalid(
      `The DefinitionName "${twice}" is used twice. Every training job definition needs its own.`,
    );
  }
  const types = new Set(list.map(({ TuningObjective: objective }) => objective?.Type));
  if (types.size > 1) {
    throw invalid(
      'The TuningObjective of every training job definition must have the same Type, because their values are compared with each other.',
    );
  }
  const variables = list.reduce((sum, { Environment: own = {} }) => sum + Object.keys(own).length, 0);
  if (variables > MOST_VARIABLES) {
    throw invalid(
      `The training job definitions have ${String(variables)} environment variables; at most ${String(MOST_VARIABLES)} are allowed over all definitions.`,
    );
  }
  // "Warm start and early stopping are available only when you're tuning a single algorithm."
  if (config.TrainingJobEarlyStoppingType === 'Auto') throw onlyForOne('TrainingJobEarlyStoppingType Auto');
  if (request.WarmStartConfig !== undefined) throw onlyForOne('WarmStartConfig');
}

const onlyForOne = (what: string) =>
  invalid(
    `${what} is available only with a single training job definition. Remove it or tune one algorithm at a time.`,
  );
