import type { PlacedDefinition } from '../../experiment/definitions';
import { groupThousands } from '../../money';
import { isBuiltInAlgorithm } from '../metrics/built-in-algorithms';
import { checkImageUri } from '../attributes/check-image-uri';
import type { Report } from '../report';

/** SageMaker documents 28 days; the API model has no upper bound. */
const DOCUMENTED_RUNTIME_SECONDS = 2_419_200;

/** Checks the image together with the role, and the cap on one training job against the documented limit. */
export function checkResources(place: PlacedDefinition, report: Report): void {
  checkImage(place, report);
  checkRuntime(place, report);
}

function checkImage({ definition: draft, path: at }: PlacedDefinition, report: Report): void {
  const image = draft.algorithm_specification?.training_image ?? undefined;
  const path = [...at, 'algorithm_specification', 'training_image'];
  const name = 'algorithm_specification.training_image';
  if (image === undefined || !checkImageUri(image, { path, name }, report)) return;
  if (!image.includes('@') && !isBuiltInAlgorithm(image, draft.role_arn)) {
    report.warning(
      path,
      'Image Not Pinned to a Digest',
      `${name} is "${image}". A tag can move to another image unnoticed by this experiment. Use repository@sha256:…, as tuneform_container_image exports it.`,
    );
  }
}

function checkRuntime({ definition, path: at }: PlacedDefinition, report: Report): void {
  const seconds = definition.stopping_condition?.max_runtime_in_seconds;
  const path = [...at, 'stopping_condition', 'max_runtime_in_seconds'];
  const name = 'stopping_condition.max_runtime_in_seconds';
  if (seconds !== undefined && seconds > DOCUMENTED_RUNTIME_SECONDS) {
    report.warning(
      path,
      'Runtime Exceeds 28-Day Limit',
      `${name} is ${groupThousands(seconds)}, but SageMaker documents a limit of 28 days (${groupThousands(DOCUMENTED_RUNTIME_SECONDS)} seconds). Lower it to that.`,
    );
  }
}
