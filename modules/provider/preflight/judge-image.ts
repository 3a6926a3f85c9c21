import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { platformOf } from '../../tuning';
import type { ImageUse } from './subject';
import { summaryOf } from './summary-of';

/** What a look at an image shows: why it is missing, or its platforms, empty if it does not say. */
export type ImageSight = { readonly missing: string } | { readonly platforms: readonly string[] };

/** Judges an image against the instances that are to run it, by all its uses. Reports it once, at the first. */
export function judgeImage(
  uses: readonly [ImageUse, ...ImageUse[]],
  sight: ImageSight,
  { experiment, target }: { readonly experiment: string; readonly target: 'local' | 'aws' },
): readonly Diagnostic[] {
  const [{ uri, path }] = uses;
  if ('missing' in sight) {
    return [
      warningAt(
        path,
        summaryOf('Training Image Not Found', experiment),
        `${sight.missing}, so image "${uri}" cannot be pulled now. If this apply pushes it, for example with ` +
          'tuneform_container_image, all is well as long as the experiment depends on that. Otherwise the apply fails before ' +
          'anything is launched: push the image, or correct the URI. [PREFLIGHT_IMAGE_MISSING]',
      ),
    ];
  }
  const { platforms } = sight;
  if (platforms.length === 0) return [];
  const types = new Set(uses.flatMap(({ instanceTypes }) => instanceTypes));
  const unfit = [...types].filter((type) => !platforms.includes(platformOf(type)));
  const [first] = unfit;
  if (first === undefined) return [];
  // The digest names this very content. A tag may name another image after the apply, and the local cloud runs the
  // program on this machine's own processor.
  const isCertain = target === 'aws' && uri.includes('@sha256:');
  const detail =
    `Image "${uri}" is built for ${platforms.join(' and ')}, but ${unfit.join(', ')} ` +
    `run${unfit.length === 1 ? 's' : ''} ${platformOf(first)}. Every training job would fail when it starts. Build the image ` +
    `for ${platformOf(first)}, for example with platform = "${platformOf(first)}" in tuneform_container_image or docker build ` +
    '--platform, or choose another instance type. [PREFLIGHT_IMAGE_PLATFORM]';
  return [
    (isCertain ? errorAt : warningAt)(path, summaryOf('Image for Another Platform', experiment), detail),
  ];
}
