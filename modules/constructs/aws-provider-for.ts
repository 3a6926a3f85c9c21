import { Construct } from 'constructs';
import { LOCAL_PROFILE } from '../local-access';
import { AwsProvider, DataAwsCallerIdentity, TerraformStack } from './dialect';
import { awsProviderServices } from './aws-provider-services';
import type { Target } from './values/target';

const MARK = Symbol.for('tuneform/AwsProviderFor');

export interface AwsProviderForProps {
  readonly target: Target;
  /** Put on everything the provider makes. @default - none */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/**
 * The official AWS provider, pointed at a target. For AWS it is the plain provider; for the local cloud it sends
 * every service to the local URL, asks nothing of the outside, and gives up quickly when nobody listens there.
 */
export class AwsProviderFor extends Construct {
  readonly provider: AwsProvider;
  readonly region: string;
  readonly partition: string;
  private readonly target: Target;
  private identity: DataAwsCallerIdentity | undefined;

  constructor(scope: Construct, id: string, props: AwsProviderForProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    this.target = props.target;
    this.region = props.target.region;
    this.partition = partitionOf(props.target.region);
    this.provider = new AwsProvider(this, 'Provider', {
      region: props.target.region,
      ...(props.defaultTags ? { defaultTags: [{ tags: { ...props.defaultTags } }] } : {}),
      ...argumentsFor(props.target),
    });
  }

  /** The one `AwsProviderFor` of the stack that `scope` is in. Throws when there is none. */
  static of(scope: Construct): AwsProviderFor {
    const stack = TerraformStack.of(scope);
    const found = stack.node.findAll().find(isAwsProviderFor);
    if (!found) {
      throw new Error(
        `'${scope.node.path}' needs to know its AWS account and region: ` +
          `first add \`new AwsProviderFor(this, 'Aws', { target })\` to the stack '${stack.node.id}'.`,
      );
    }
    return found;
  }

  /** The account's 12 digits; a token when only STS knows. */
  get account(): string {
    if (this.target.account !== undefined) return this.target.account;
    this.identity ??= new DataAwsCallerIdentity(this, 'Identity', { provider: this.provider });
    return this.identity.accountId;
  }
}

/** By mark, not by class: two copies of this package in one program still know each other. */
function isAwsProviderFor(node: object): node is AwsProviderFor {
  return MARK in node;
}

function argumentsFor(target: Target): object {
  if (target.kind === 'aws') {
    const { sagemakerRuntime: _ours, ...endpoints } = target.endpoints ?? {};
    return {
      ...(target.account === undefined ? {} : { allowedAccountIds: [target.account] }),
      ...(target.profile === undefined ? {} : { profile: target.profile }),
      ...(Object.keys(endpoints).length === 0 ? {} : { endpoints: [endpoints] }),
    };
  }
  return {
    endpoints: [Object.fromEntries(awsProviderServices().map((service) => [service, target.url]))],
    sharedCredentialsFiles: [target.credentialsFile],
    profile: LOCAL_PROFILE,
    s3UsePathStyle: true,
    skipMetadataApiCheck: 'true',
    skipRegionValidation: true,
    maxRetries: 1,
  };
}

/** The partition a region lies in, by the prefixes AWS gives its regions. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}
