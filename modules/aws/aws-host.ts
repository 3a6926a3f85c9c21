/** Domains of AWS's own endpoints in every partition, including dual-stack. */
const DOMAINS = [
  'amazonaws.com',
  'api.aws',
  'amazonaws.com.cn',
  'api.amazonwebservices.com.cn',
  'amazonaws.eu',
  'api.amazonwebservices.eu',
  'c2s.ic.gov',
  'api.aws.ic.gov',
  'sc2s.sgov.gov',
  'api.aws.scloud',
  'cloud.adc-e.uk',
  'api.cloud-aws.adc-e.uk',
  'csp.hci.ic.gov',
  'api.aws.hci.ic.gov',
];

/** Domains of the sign-in services. */
const SIGN_IN_DOMAINS = [
  ...DOMAINS,
  'aws.amazon.com',
  'amazonaws.cn',
  'amazonaws-us-gov.com',
  'amazonaws-eusc.eu',
  'c2shome.ic.gov',
  'sc2shome.sgov.gov',
  'csphome.adc-e.uk',
  'csphome.hci.ic.gov',
];

/** Dual-stack domains of ECR's registries. */
const REGISTRY_DOMAINS = [...DOMAINS, 'on.aws', 'on.amazonwebservices.com.cn', 'on.amazonwebservices.eu'];

const anyOf = (names: readonly string[]): string =>
  `(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`;

/**
 * The services that a session and its credential chain call. The check needs their names, because customers have names below
 * the same domains: load balancers, instances, functions, VPC endpoints.
 */
const SERVICES = [
  'api.sagemaker',
  'runtime.sagemaker',
  'api.ecr',
  'ecr',
  's3',
  's3.dualstack',
  'logs',
  'servicequotas',
  'sts',
  'portal.sso',
  'oidc',
  'signin',
];
const REGION = '[a-z]+(?:-[a-z]+)+-\\d+';
const SERVICE_HOST = new RegExp(`^${anyOf(SERVICES)}(?:\\.${REGION})?\\.${anyOf(DOMAINS)}$`);
/** IAM is one service for all regions of a partition; some partitions name themselves instead of a region. */
const IAM_HOST = new RegExp(`^iam(?:\\.(?:global|us-gov|${REGION}))?\\.${anyOf(DOMAINS)}$`);
const SIGN_IN_HOST = new RegExp(`^(?:${REGION}\\.)?signin\\.${anyOf(SIGN_IN_DOMAINS)}$`);

/** Returns true for the host of an AWS endpoint, including FIPS and dual-stack; false for a customer's name below it. */
export function isAwsHost(hostname: string): boolean {
  const plain = hostname.replace(/-fips(?=\.)/, '');
  return [SERVICE_HOST, IAM_HOST, SIGN_IN_HOST].some((host) => host.test(plain));
}

const REGISTRY = new RegExp(`^(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.${anyOf(REGISTRY_DOMAINS)}$`);

/** Returns the account and the region of an ECR registry from its host; undefined for any other host. */
export function ecrRegistry(
  host: string,
): { readonly registryId: string; readonly region: string } | undefined {
  const [, registryId, region] = REGISTRY.exec(host) ?? [];
  return registryId === undefined || region === undefined ? undefined : { registryId, region };
}
