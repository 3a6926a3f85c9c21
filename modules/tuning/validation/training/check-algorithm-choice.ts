import type { PlacedDefinition } from '../../experiment/definitions';
import type { Report } from '../report';

/** Checks that a training definition names one algorithm: an image, or an algorithm resource. */
export function checkAlgorithmChoice({ definition, path }: PlacedDefinition, report: Report): void {
  const { training_image: image, algorithm_name: name } = definition.algorithm_specification ?? {};
  const at = [...path, 'algorithm_specification'];
  if (image === null && name === null) {
    report.error(
      [...at, 'training_image'],
      'Algorithm Missing',
      'algorithm_specification names neither training_image nor algorithm_name. Give the image that trains, for instance image_uri of a tuneform_container_image.',
    );
  }
  if (typeof image === 'string' && typeof name === 'string') {
    report.error(
      [...at, 'algorithm_name'],
      'Two Algorithms',
      `algorithm_specification names image "${image}" and algorithm "${name}". SageMaker takes one of them. Remove the other.`,
    );
  }
}
