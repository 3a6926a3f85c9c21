import { platformOf } from '../../tuning';
import { notSeen } from './check-account';
import type { Seen } from './check-account';
import { failing, fine, noted } from './check';
import type { Check } from './check';

const OF = { id: 'image', title: 'Image platform' };

/** An image's platforms, empty if it does not say; or why it is missing. */
export type SeenImage = { readonly missing: string } | { readonly platforms: readonly string[] };

/** @param types instance types that are to run it; without them, the x86 ones that SageMaker trains on. */
export function checkImage(uri: string, look: Seen<SeenImage>, types: readonly string[]): Check {
  if (!('seen' in look)) return notSeen(OF, look);
  const { seen } = look;
  if ('missing' in seen) return failing(OF, `${uri}: ${seen.missing}`, 'push the image, or correct the URI');
  if (seen.platforms.length === 0) {
    return noted(
      OF,
      `${uri} does not say for which platform it is`,
      'build it with docker build --platform linux/amd64',
    );
  }
  const wanted = types.length === 0 ? ['linux/amd64'] : [...new Set(types.map(platformOf))];
  const lacking = wanted.filter((platform) => !seen.platforms.includes(platform));
  const built = `${uri} is built for ${seen.platforms.join(' and ')}`;
  return lacking.length === 0
    ? fine(OF, built)
    : failing(
        OF,
        `${built}, but the instances run ${lacking.join(' and ')}`,
        `build it for ${lacking.join(',')}: platform of tuneform_container_image, or docker build --platform`,
      );
}

/** Without an image, the machine on which one would be built: a builder makes images for its own processor by default. */
export function checkMachine(arch: string): Check {
  const platform = arch === 'arm64' ? 'linux/arm64' : arch === 'x64' ? 'linux/amd64' : `linux/${arch}`;
  if (platform === 'linux/amd64') {
    return fine(OF, 'this machine builds linux/amd64, as SageMaker’s training instances are');
  }
  return noted(
    OF,
    `this machine builds ${platform}, and SageMaker’s training instances are linux/amd64`,
    'keep platform = "linux/amd64" in tuneform_container_image, or build with --platform linux/amd64; check one with --image',
  );
}
