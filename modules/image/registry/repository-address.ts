import { isLoopback } from '../../kernel';
import { imageError } from '../image-error';

/** Where a repository's images are pushed to. */
export interface RepositoryAddress {
  /** As given: `host[:port]/name`, what image references start with. */
  readonly url: string;
  readonly host: string;
  /** `acme/churn`, without the host. */
  readonly name: string;
  /** `http://127.0.0.1:4747` or `https://…`: plain HTTP for this machine alone. */
  readonly origin: string;
  readonly loopback: boolean;
}

/** Host with optional port, then path components as the OCI distribution specification allows them. */
const PATTERN =
  /^((?:\[[0-9a-f:]+\]|[A-Za-z0-9.-]+)(?::\d+)?)\/([a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*)$/;

/** Reads the `repository_url` of an ECR repository, without scheme, tag or digest; else `REGISTRY_URL_INVALID`. */
export function parseRepositoryUrl(url: string): RepositoryAddress {
  const [, host, name] = PATTERN.exec(url) ?? [];
  if (host === undefined || name === undefined) {
    throw imageError(
      'REGISTRY_URL_INVALID',
      `"${url}" is not the address of an image repository. Give host and name only, such as ` +
        '123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn, without https:// and without a tag.',
    );
  }
  const loopback = isLoopback(`http://${host}`);
  return { url, host, name, origin: `${loopback ? 'http' : 'https'}://${host}`, loopback };
}
