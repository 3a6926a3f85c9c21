import { imageError } from './image-error';

/** What an image runs on, as the OCI image configuration spells it. */
export interface Platform {
  readonly os: 'linux';
  readonly architecture: 'amd64' | 'arm64';
  readonly variant?: 'v8';
}

/** SageMaker runs x86 instances and, for hosting, Graviton ones; nothing else. */
const PLATFORMS: Readonly<Record<string, Platform>> = {
  'linux/amd64': { os: 'linux', architecture: 'amd64' },
  'linux/arm64': { os: 'linux', architecture: 'arm64', variant: 'v8' },
  'linux/arm64/v8': { os: 'linux', architecture: 'arm64', variant: 'v8' },
};

/** Reads `linux/amd64` and its like; anything SageMaker has no instance for is `IMAGE_PLATFORM_UNSUPPORTED`. */
export function parsePlatform(text: string): Platform {
  const platform = PLATFORMS[text];
  if (platform === undefined) {
    throw imageError(
      'IMAGE_PLATFORM_UNSUPPORTED',
      `The platform "${text}" is not one SageMaker runs. Use linux/amd64, or linux/arm64 for Graviton instances.`,
    );
  }
  return platform;
}
