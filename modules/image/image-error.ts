import { TuneformError } from '../kernel';

/** The error codes of this module with their summaries. */
const SUMMARIES = {
  IMAGE_FOLDER_MISSING: 'Image Folder Not Found',
  IMAGE_FOLDER_EMPTY: 'Image Folder Is Empty',
  IMAGE_FOLDER_TOO_LARGE: 'Image Folder Too Large to Pack',
  IMAGE_FOLDER_ENTRY: 'Unsupported File in Image Folder',
  IMAGE_DOCKERFILE_MISSING: 'Dockerfile Not Found',
  IMAGE_DOCKERFILE_INVALID: 'Dockerfile Cannot Be Read',
  IMAGE_NEEDS_BUILDER: 'Dockerfile Needs an Image Builder',
  IMAGE_COPY_OUTSIDE_CONTEXT: 'Dockerfile Copies from Outside Its Folder',
  IMAGE_COPY_SOURCE_MISSING: 'Dockerfile Copies a File That Is Not There',
  IMAGE_PLATFORM_UNSUPPORTED: 'Image Platform Not Supported',
  IMAGE_BUILD_FAILED: 'Image Build Failed',
  IMAGE_PUSH_FAILED: 'Image Push Failed',
  REGISTRY_URL_INVALID: 'Repository Address Cannot Be Read',
  REGISTRY_UNREACHABLE: 'Image Registry Not Reachable',
  REGISTRY_UNAUTHORIZED: 'Image Registry Refused the Credentials',
  REGISTRY_REPOSITORY_MISSING: 'Image Repository Does Not Exist',
  REGISTRY_TAG_IMMUTABLE: 'Image Tag Is Taken by Other Content',
  REGISTRY_REFUSED: 'Image Registry Refused the Image',
} as const;

/** The stable codes of every error this module throws. */
export type ImageErrorCode = keyof typeof SUMMARIES;

/** Returns an error of this module. `message` says what happened and what to do next. */
export function imageError(code: ImageErrorCode, message: string, cause?: unknown): TuneformError {
  const disposition = code === 'REGISTRY_UNREACHABLE' ? 'retryable' : 'terminal';
  return new TuneformError(message, { code, summary: SUMMARIES[code], disposition, cause });
}
