import { basename, join, resolve } from 'node:path';
import { DEFAULT_DOCKERFILE, DEFAULT_PLATFORM, type ContextOptions } from '../context/context-options';
import type { Builder } from './find-builder';
import { hashContext } from '../context/hash-context';
import { readIgnoreRules } from '../context/ignore-rules';
import { imageError } from '../image-error';
import { runBuilder } from './run-builder';

export interface BuildOptions extends ContextOptions {
  readonly signal?: AbortSignal;
  /** Each line the builder prints. */
  readonly onLine?: (line: string) => void;
}

/** An image in a builder's own store. */
export interface BuiltImage {
  readonly kind: 'built';
  readonly builder: Builder;
  /** Its name in the store, such as `localhost/tuneform/churn:3f2a…`. */
  readonly localName: string;
}

/**
 * Builds the folder for the platform with a builder of this machine. The image stays in the builder's store, which speeds up
 * the next build. Throws the errors of `hashContext`, `IMAGE_BUILD_FAILED` with the end of the builder's output, and the
 * reason of `signal` if it aborts.
 */
export async function buildWith(
  builder: Builder,
  folder: string,
  options: BuildOptions = {},
): Promise<BuiltImage> {
  const hash = await hashContext(folder, options);
  const localName = `localhost/tuneform/${nameOf(folder)}:${hash.slice(0, 24)}`;
  const result = await runBuilder({
    file: builder.executable,
    args: await argumentsOf(builder, { folder, localName, options }),
    // Attestations would turn the image into an index, which SageMaker does not run.
    env: builder.name === 'docker' ? { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' } : {},
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
  });
  if (result.exitCode !== 0) {
    throw imageError(
      'IMAGE_BUILD_FAILED',
      `${builder.name} could not build "${folder}" (exit code ${String(result.exitCode)}). It ended with:\n` +
        lastLines(result.output),
    );
  }
  return { kind: 'built', builder, localName };
}

interface Build {
  readonly folder: string;
  readonly localName: string;
  readonly options: BuildOptions;
}

async function argumentsOf({ name }: Builder, { folder, localName, options }: Build): Promise<string[]> {
  const dockerfile = options.dockerfile ?? DEFAULT_DOCKERFILE;
  const args = ['build', '--platform', options.platform ?? DEFAULT_PLATFORM, '--tag', localName];
  if (name !== 'docker') {
    // SageMaker has supported Docker's manifest format longest.
    args.push('--format', 'docker');
    const { file } = await readIgnoreRules(folder, dockerfile);
    // Older releases look only for .dockerignore.
    if (file !== undefined) args.push('--ignorefile', resolve(file));
  }
  for (const [key, value] of Object.entries(options.buildArgs ?? {})) {
    args.push('--build-arg', `${key}=${value}`);
  }
  return [...args, '--file', resolve(join(folder, dockerfile)), resolve(folder)];
}

/** Returns the folder's name as a valid image name. */
function nameOf(folder: string): string {
  const name = basename(resolve(folder)).toLowerCase();
  return name.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'image';
}

/** Returns the end of a program's output, which contains the reason of a failure. */
export function lastLines(output: string): string {
  return output.trimEnd().split(/\r?\n/).slice(-12).join('\n');
}
