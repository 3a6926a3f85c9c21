import { isLoopback } from '../../kernel';
import { imageError } from '../image-error';

/** The parsed address of a repository. */
export interface RepositoryAddress {
  /** The given text: `host[:port]/name`, the beginning of image references. */
  readonly url: string;
  readonly host: string;
  /** `acme/churn`, without the host. */
  readonly name: string;
  /** `http://127.0.0.1:4747` or `https://…`: HTTP only for this machine. */
  readonly origin: string;
  readonly loopback: boolean;
}

/** Host with optional port, then path components as the OCI distribution specification allows them. */
const PATTERN =
  /^((?:\[[0-9a-f:]+\]|[A-Za-z0-9.-]+)(?::\d+)?)\/([a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*)$/;

/** Parses the `repository_url` of an ECR repository. Throws `REGISTRY_URL_INVALID` for a scheme, tag or digest. */
export function parseRepositoryUrl(url: string): RepositoryAddress {
  const [, host, name] = PATTERN.exec(url) ?? [];
  if (host === undefined || name === undefined) {
    throw imageError(
      'REGISTRY_URL_INVALID',
      `"${url}" is not the address of an image repository. Give only host and name, such as ` +
        '123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn, without https:// and without a tag.',
    );
  }
  const loopback = isLoopback(`http://${host}`);
  return { url, host, name, origin: `${loopback ? 'http' : 'https'}://${host}`, loopback };
}
