import type { PlacedDefinition } from '../experiment/definitions';
import { checkMetrics } from './metrics/check-metrics';
import type { Report } from './report';
import { checkHyperparameterNames } from './search/check-hyperparameter-names';
import { checkAlgorithmChoice } from './training/check-algorithm-choice';
import { checkChannels } from './training/check-channels';
import { checkEnvironment } from './training/check-environment';
import { checkMachines } from './training/check-machines';
import { checkNetwork } from './training/check-network';
import { checkResources } from './training/check-resources';
import { checkSpot } from './training/check-spot';

/**
 * The rules of a training definition that hold for a search and for one training job. A search adds a hyperparameter of its own, so a
 * training job that leaves no room for it proves nothing.
 */
export const TRAINING_DEFINITION_CHECKS: readonly ((placed: PlacedDefinition, report: Report) => void)[] = [
  checkHyperparameterNames,
  checkAlgorithmChoice,
  checkMetrics,
  checkChannels,
  checkResources,
  checkMachines,
  checkSpot,
  checkNetwork,
  checkEnvironment,
];
