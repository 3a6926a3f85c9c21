import { TuneformError } from '../../kernel';
import type { Style } from '../../cli';
import { formatDuration } from '../../cli';
import type { Classified } from '../images/classify-images';
import { accuracyOf, classifyImages } from '../images/classify-images';
import { besideEachOther, drawDigit } from '../output/digit-art';
import { readTestImages } from '../images/test-images';
import type { World } from '../world';
import { STACKS } from '../deployment';
import type { Outputs } from './deploy';
import { textOutput } from './deploy';

/** Accuracy that the demo promises for the served model, on images that it has never seen. */
export const REQUIRED_ACCURACY = 0.95;

const SHOWN = 4;

/** Sends the held-out images to the endpoint, shows some, and fails below the promised accuracy. */
export async function classifyHeldOut(world: World, outputs: Outputs, now: () => number): Promise<void> {
  const { stage, session, signal } = world;
  const endpointName = textOutput(outputs, STACKS.experiment, 'endpoint_name');
  const images = readTestImages(world.project);
  const startedAt = now();
  const classified = await classifyImages(session, endpointName, images, signal);
  const took = formatDuration(now() - startedAt);
  stage.block(
    `${String(images.length)} held-out images sent to endpoint ${stage.style.accent(endpointName)} in ${took}`,
  );
  stage.line();
  stage.block(drawSome(classified, stage.style));
  stage.line();
  const accuracy = accuracyOf(classified);
  const right = classified.filter((image) => image.predicted === image.digit).length;
  const figure = `${(accuracy * 100).toFixed(1)} %`;
  if (accuracy < REQUIRED_ACCURACY) {
    throw new TuneformError(
      `Endpoint "${endpointName}" recognised ${String(right)} of ${String(images.length)} images, ${figure}, which is less than the promised ` +
        '95 %. Search with more training jobs, and deploy again.',
      { code: 'ACCURACY_TOO_LOW', summary: 'Accuracy Too Low' },
    );
  }
  stage.block(
    `${stage.style.good('✔')} ${String(right)} of ${String(images.length)} recognised: accuracy ${stage.style.strong(figure)} (at least 95 % promised)`,
  );
}

/** Shows correct ones and, if there is one, a wrong one: showing only successes would mislead. */
function drawSome(classified: readonly Classified[], style: Style): string {
  const right = classified.filter((image) => image.predicted === image.digit);
  const wrong = classified.filter((image) => image.predicted !== image.digit);
  const distinct = right.filter(
    (image, index) => right.findIndex((one) => one.digit === image.digit) === index,
  );
  const shown = [...distinct.slice(0, SHOWN - Math.min(1, wrong.length)), ...wrong.slice(0, 1)];
  const art = besideEachOther(
    shown.map((image) => ({
      lines: drawDigit(image.pixels),
      caption: `${image.predicted === image.digit ? '✔' : '✘'} ${String(image.predicted)} (is ${String(image.digit)})`,
    })),
  );
  return art.replaceAll('✔', style.good('✔')).replaceAll('✘', style.bad('✘'));
}
