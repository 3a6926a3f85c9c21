import type { AwsSession } from '../../aws';
import { invokeEndpoint } from '../../aws';
import { TuneformError } from '../../kernel';
import type { TestImage } from './test-images';

export interface Classified extends TestImage {
  readonly predicted: number;
}

/** Images per request: small enough to show that many requests are served, large enough to be quick. */
const BATCH = 60;

/** Sends the images to the endpoint as CSV and returns one label each. */
export async function classifyImages(
  session: AwsSession,
  endpointName: string,
  images: readonly TestImage[],
  signal: AbortSignal,
): Promise<readonly Classified[]> {
  const classified: Classified[] = [];
  for (let start = 0; start < images.length; start += BATCH) {
    const batch = images.slice(start, start + BATCH);
    const body = batch.map((image) => image.pixels.join(',')).join('\n');
    const answer = await invokeEndpoint(
      session,
      { endpointName, contentType: 'text/csv', accept: 'text/csv', body },
      signal,
    );
    const labels = answer.trim().split('\n').map(Number);
    if (labels.length !== batch.length || labels.some((label) => !Number.isFinite(label))) {
      throw new TuneformError(
        `Endpoint "${endpointName}" should have answered ${String(batch.length)} labels, one for each image. Correct the container’s serve ` +
          `program. The answer begins: ${answer.slice(0, 200)}`,
        { code: 'UNEXPECTED_ANSWER', summary: 'Unexpected Answer from the Endpoint' },
      );
    }
    classified.push(...batch.map((image, index) => ({ ...image, predicted: labels[index] ?? NaN })));
  }
  return classified;
}

/** Returns the share of correctly recognised images, 0 to 1. */
export function accuracyOf(classified: readonly Classified[]): number {
  const right = classified.filter((image) => image.predicted === image.digit).length;
  return classified.length === 0 ? 0 : right / classified.length;
}
