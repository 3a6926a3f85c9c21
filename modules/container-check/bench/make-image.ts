import { buildWith, findBuilder, packFolder } from '../../image';
import type { BuiltImage, PackedImage } from '../../image';

export interface MakingOptions {
  /** Pack the folder even if this machine has an image builder. */
  readonly pack: boolean;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/**
 * Makes the image as the provider does: with this machine's builder, else by packing the folder. Rejects with the errors of both. A builder
 * that cannot fetch the base leaves the packing, because a check needs no base.
 */
export async function makeImage(folder: string, options: MakingOptions): Promise<PackedImage | BuiltImage> {
  const { pack, signal, say } = options;
  const builder = pack ? undefined : await findBuilder({ signal });
  if (builder === undefined) return packFolder(folder);
  say(`Building the image with ${builder.name}.`);
  try {
    return await buildWith(builder, folder, { signal });
  } catch (error) {
    if (signal.aborted || !NO_BASE.test(String(error))) throw error;
    say(`${builder.name} could not fetch the base image, so the folder is packed without it.`);
    return packFolder(folder);
  }
}

const NO_BASE =
  /no such host|connection refused|i\/o timeout|deadline exceeded|network is unreachable|failed to (?:resolve source metadata|do request|fetch)|pull access denied|manifest unknown|did not resolve/i;
