import { Construct } from 'constructs';
import { homedir } from 'node:os';
import {
  leadsElsewhere,
  leavesByProfile,
  leavesLocalCloud,
  LOCAL_PROFILE,
  readProfile,
} from '../local-access';
import { AwsProvider, DataAwsCallerIdentity, TerraformResource, TerraformStack } from './dialect';
import type { Target } from './values/target';

const MARK = Symbol.for('tuneform/AwsProviderFor');

export interface AwsProviderForProps {
  readonly target: Target;
  /** Tags of everything that the provider creates. @default - none */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/**
 * The official AWS provider, configured for a target. For AWS it is the plain provider. For the local cloud it sends
 * every service to the local URL, contacts no other host, and fails quickly if no process listens there.
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
    if (props.target.kind === 'local') this.node.addValidation({ validate: () => leavingTypes(this) });
  }

  /**
   * Returns the one `AwsProviderFor` of the stack of `scope`.
   *
   * @throws If the stack has none
   */
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

  /** The account's 12 digits; a token if only STS knows it. */
  get account(): string {
    if (this.target.account !== undefined) return this.target.account;
    this.identity ??= new DataAwsCallerIdentity(this, 'Identity', { provider: this.provider });
    return this.identity.accountId;
  }
}

/** The AWS provider calls SimpleDB with an SDK that does not read addresses from profiles: its requests would go to AWS. */
const LEAVING = 'aws_simpledb_domain';

function leavingTypes(scope: Construct): string[] {
  return TerraformStack.of(scope)
    .node.findAll()
    .filter((node) => TerraformResource.isTerraformResource(node) && node.terraformResourceType === LEAVING)
    .map(
      ({ node }) =>
        `${LEAVING} "${node.path}" would be created in AWS: the local cloud does not serve SimpleDB.`,
    );
}

/** Identified by a mark instead of its class, because one program may contain two copies of this package. */
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
  const elsewhere = leadsElsewhere(target.url, process.env);
  if (elsewhere.length > 0) throw leavesLocalCloud(target.url, elsewhere);
  const { pair, endpointUrl } = readProfile(target.credentialsFile.replace(/^~/, homedir));
  if (pair !== undefined && endpointUrl === undefined) {
    throw leavesByProfile(target.url, target.credentialsFile);
  }
  return {
    // The profile has the address beside the key. An `endpoints` block would cost the provider seconds in every command: it goes through
    // the whole block once for each of its members.
    sharedCredentialsFiles: [target.credentialsFile],
    profile: LOCAL_PROFILE,
    s3UsePathStyle: true,
    skipMetadataApiCheck: 'true',
    skipRegionValidation: true,
    maxRetries: 1,
  };
}

/** Returns the partition of a region, by the prefixes of AWS's region names. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}
