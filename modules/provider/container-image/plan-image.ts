import { parseImageReference, registryProblem } from '../../aws';
import { errorAt, messageOf, TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isKnown, knownMembers, unknown } from '../../plugin';
import type { PlanAnswer, PlanRequest, Unknown } from '../../plugin';
import type { ProviderData } from '../provider-data';
import { diagnosticOf } from '../diagnostic-of';
import { imageModule, machineBuilder, optionsOf } from './image-work';
import type { containerImageSchema } from './schema';
import type { ImageComputed, ImageInputs, ImagePlan, ImageState } from './types';

type Answer = PlanAnswer<typeof containerImageSchema>;

const INPUTS = ['context', 'dockerfile', 'platform', 'build_args', 'prefer_packing'] as const;

/**
 * Hashes the folder, so that the plan shows whether the image changes and, for a packed folder, its exact digest. The result
 * depends only on the configuration, the folder and the machine.
 */
export async function planImage(
  request: PlanRequest<typeof containerImageSchema, ProviderData>,
): Promise<Answer> {
  const { planned, prior, configured } = request;
  const inputs = knownMembers(planned, INPUTS);
  if (configured === undefined || inputs === undefined) {
    return { planned: { ...planned, ...nothingKnown } };
  }
  const elsewhere = registryRejection(planned.repository_url, configured);
  if (elsewhere !== undefined) {
    return { planned: { ...planned, ...nothingKnown }, diagnostics: [elsewhere] };
  }
  try {
    const contentHash = await imageModule().hashContext(inputs.context, optionsOf(inputs));
    if (prior !== null && unchanged(prior, planned, contentHash)) {
      return { planned: { ...planned, ...kept(prior) } };
    }
    const { target } = configured.session.settings;
    return await planNew(planned, { inputs, contentHash, target, prior });
  } catch (error) {
    return { planned: { ...planned, ...nothingKnown }, diagnostics: [refusal(error)] };
  }
}

function registryRejection(url: string | Unknown, { session }: ProviderData): Diagnostic | undefined {
  const reference = isKnown(url) ? parseImageReference(url) : undefined;
  const problem = reference && registryProblem(session.settings, reference);
  return problem === undefined
    ? undefined
    : errorAt(['repository_url'], 'Registry Outside the Target', `${problem} [REGISTRY_ELSEWHERE]`);
}

const nothingKnown = {
  id: unknown,
  content_hash: unknown,
  tag: unknown,
  digest: unknown,
  image_uri: unknown,
  builder: unknown,
  size_in_bytes: unknown,
} as const satisfies Record<keyof ImageComputed, Unknown>;

/** Returns true for the same content in the same repository, with whichever builder it was built. */
function unchanged(prior: ImageState, planned: ImagePlan, contentHash: string): boolean {
  return prior.content_hash === contentHash && prior.repository_url === planned.repository_url;
}

function kept(prior: ImageState): ImageComputed {
  const { id, content_hash, tag, digest, image_uri, builder, size_in_bytes } = prior;
  return { id, content_hash, tag, digest, image_uri, builder, size_in_bytes };
}

interface Content {
  readonly inputs: ImageInputs;
  readonly contentHash: string;
  readonly target: 'local' | 'aws';
  readonly prior: ImageState | null;
}

async function planNew(planned: ImagePlan, content: Content): Promise<Answer> {
  const { inputs, contentHash, target, prior } = content;
  const { imageTag, packFolder } = imageModule();
  const packs = target === 'local' && inputs.prefer_packing === true;
  const builder = packs ? undefined : await machineBuilder();
  if (builder !== undefined) {
    return {
      planned: {
        ...planned,
        ...nothingKnown,
        content_hash: contentHash,
        tag: imageTag(contentHash, 'built'),
        builder: builder.name,
      },
    };
  }
  if (target === 'aws') return { planned: { ...planned, ...nothingKnown }, diagnostics: [noBuilder(inputs)] };
  const packed = await packFolder(inputs.context, optionsOf(inputs));
  const uri = isKnown(planned.repository_url) ? `${planned.repository_url}@${packed.digest}` : unknown;
  return {
    planned: {
      ...planned,
      id: uri,
      content_hash: contentHash,
      tag: imageTag(contentHash, 'packed'),
      digest: packed.digest,
      image_uri: uri,
      builder: 'packed folder',
      // Registries measure an image differently, so an imported image keeps the size that the registry reported.
      size_in_bytes: prior?.digest === packed.digest ? prior.size_in_bytes : packed.size,
    },
    diagnostics: [packedWarning(inputs, packed)],
  };
}

function packedWarning(
  inputs: ImageInputs,
  packed: { readonly base: string; readonly notExecuted: readonly string[] },
): Diagnostic {
  const left =
    packed.notExecuted.length === 0 ? '' : ` Skipped instructions: ${packed.notExecuted.join('; ')}.`;
  return warningAt(
    ['context'],
    'Folder Packed Without a Builder',
    `${inputs.prefer_packing === true ? 'Because of prefer_packing,' : 'This machine has no working buildah, podman or docker, so'} ` +
      `applying packs the files and settings of "${inputs.context}" as an image, without the base image ${packed.base}.${left} ` +
      'The local cloud runs exactly these files. A real AWS account needs an image from a builder. [IMAGE_PACKED]',
  );
}

function noBuilder(inputs: ImageInputs): Diagnostic {
  return errorAt(
    ['context'],
    'No Image Builder',
    `Building "${inputs.context}" for target "aws" needs a working buildah, podman or docker, and this machine has none. ` +
      'Install one, or push the image from a machine that has one and use its URI instead of this resource. [NO_IMAGE_BUILDER]',
  );
}

function refusal(error: unknown): Diagnostic {
  if (error instanceof TuneformError) return diagnosticOf(error, ['context']);
  return errorAt(['context'], 'Image Folder Cannot Be Read', messageOf(error));
}
