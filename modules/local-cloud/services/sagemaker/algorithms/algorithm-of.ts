import type { AlgorithmRecord } from '../../../jobs/training/algorithm-record';
import type { Call } from '../../../ports/service';
import type { TrainingSpec } from '../training-jobs/training-spec';
import { findAlgorithm } from './find-algorithm';
import { invalid } from '../rejections';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** Returns the algorithm that a job names instead of an image, if it does. Throws ValidationException. */
export function algorithmOf(
  { AlgorithmSpecification: specification }: Pick<TrainingSpec, 'AlgorithmSpecification'>,
  { algorithms }: Pick<SageMakerDependencies, 'algorithms'>,
  call: Call,
): AlgorithmRecord | undefined {
  const { AlgorithmName: name, TrainingImage: image } = specification ?? {};
  if (name === undefined) return undefined;
  if (image !== undefined) {
    throw invalid(
      `You must specify either TrainingImage or AlgorithmName in AlgorithmSpecification. Both are specified: ${image} and ${name}.`,
    );
  }
  return findAlgorithm(name, algorithms, call);
}
