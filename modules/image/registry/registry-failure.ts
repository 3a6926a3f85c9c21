import { imageError } from '../image-error';
import type { RepositoryAddress } from './repository-address';

interface FailureFacts {
  readonly address: RepositoryAddress;
  readonly status: number;
  /** The body of the answer. */
  readonly text: string;
  readonly doing: string;
}

interface RegistryErrorBody {
  readonly errors?: readonly { readonly code?: string; readonly message?: string }[];
}

/** Returns the error for a registry's response, from its status and the error codes of the distribution specification. */
export function registryFailure({ address, status, text, doing }: FailureFacts): Error {
  const { code, message } = firstError(text);
  const said = message === '' ? `HTTP ${String(status)}` : `"${message}"`;
  if (status === 401 || status === 403 || code === 'DENIED' || code === 'UNAUTHORIZED') {
    return imageError(
      'REGISTRY_UNAUTHORIZED',
      `The registry ${address.host} refused the credentials while ${doing} in "${address.name}": ${said}. ` +
        'An ECR token is valid for 12 hours, and pushing needs ecr:InitiateLayerUpload, ecr:UploadLayerPart, ' +
        'ecr:CompleteLayerUpload, ecr:BatchCheckLayerAvailability and ecr:PutImage on the repository.',
    );
  }
  if (code === 'NAME_UNKNOWN') {
    return imageError(
      'REGISTRY_REPOSITORY_MISSING',
      `The registry ${address.host} has no repository "${address.name}": ${said}. ` +
        'Create it first, for example with aws_ecr_repository, and use its repository_url.',
    );
  }
  // ECR answers TAG_INVALID for a tag that exists in a repository whose tags are immutable.
  if (/immutable|already exists .* cannot be overwritten/i.test(message)) {
    return imageError(
      'REGISTRY_TAG_IMMUTABLE',
      `The repository ${address.url} rejected the tag while ${doing}: ${said}. Its tags are immutable, and this tag names ` +
        'other content. Delete that image, or change the folder so that the image gets another tag.',
    );
  }
  return imageError(
    'REGISTRY_REFUSED',
    `The registry ${address.host} answered ${String(status)}${code === '' ? '' : ` ${code}`} while ${doing} in ` +
      `"${address.name}": ${said}.`,
  );
}

function firstError(text: string): { code: string; message: string } {
  try {
    const body = JSON.parse(text) as RegistryErrorBody | null;
    const first = body?.errors?.[0];
    return { code: first?.code ?? '', message: first?.message ?? '' };
  } catch {
    return { code: '', message: text.trim().slice(0, 300) };
  }
}
