import { imageError } from './image-error';

/** The platform of an image, in the spelling of the OCI image configuration. */
export interface Platform {
  readonly os: 'linux';
  readonly architecture: 'amd64' | 'arm64';
  readonly variant?: 'v8';
}

/** SageMaker has only x86 instances and, for hosting, Graviton instances. */
const PLATFORMS: Readonly<Record<string, Platform>> = {
  'linux/amd64': { os: 'linux', architecture: 'amd64' },
  'linux/arm64': { os: 'linux', architecture: 'arm64', variant: 'v8' },
  'linux/arm64/v8': { os: 'linux', architecture: 'arm64', variant: 'v8' },
};

/** Parses a platform. Throws `IMAGE_PLATFORM_UNSUPPORTED` if SageMaker has no instances for it. */
export function parsePlatform(text: string): Platform {
  const platform = PLATFORMS[text];
  if (platform === undefined) {
    throw imageError(
      'IMAGE_PLATFORM_UNSUPPORTED',
      `SageMaker does not run platform "${text}". Use linux/amd64, or linux/arm64 for Graviton instances.`,
    );
  }
  return platform;
}
