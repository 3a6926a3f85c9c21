import type { Construct } from 'constructs';
import { Lazy, TerraformProvider } from '../dialect';
import { PROVIDER_SOURCE, providerVersion } from '../../delivery';
import { hclAttributes } from './hcl-attributes';
import { terraformNames } from './terraform-names';

/** Where requests for target `aws` go instead of to AWS: VPC endpoints, or another emulator. */
export interface TuneformProviderEndpoints {
  readonly sagemaker?: string;
  readonly sagemakerRuntime?: string;
  readonly ecr?: string;
  readonly s3?: string;
  readonly iam?: string;
  readonly serviceQuotas?: string;
  readonly sts?: string;
}

/** Arguments of the provider block. */
export interface TuneformProviderConfig {
  /** @default 'local' */
  readonly target?: 'local' | 'aws';
  /** @default 'us-east-1' */
  readonly region?: string;
  /** URL of the local cloud. @default 'http://127.0.0.1:4747' */
  readonly endpoint?: string;
  /** Target `aws` only. @default - AWS's own */
  readonly endpoints?: TuneformProviderEndpoints;
  /**
   * Owner of all names: two owners never share a tuning job.
   * @default 'default'; target aws has none
   */
  readonly owner?: string;
  /** @default - the AWS credential chain, or the pair that the local cloud keeps for its owner */
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly profile?: string;
  /** Whether a plan that launches a search looks first at its image, role, data and limits. @default true */
  readonly preflight?: boolean;
  /** Tags of everything that the provider creates. */
  readonly defaultTags?: Readonly<Record<string, string>>;
  readonly alias?: string;
}

/**
 * The `provider "tuneform"` block, with a fully qualified source so that every Terraform CLI resolves it to the same
 * provider.
 */
export class TuneformProviderBinding extends TerraformProvider {
  static readonly tfResourceType = 'tuneform';
  private readonly config: TuneformProviderConfig;

  constructor(scope: Construct, id: string, config: TuneformProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: TuneformProviderBinding.tfResourceType,
      terraformProviderSource: PROVIDER_SOURCE,
      terraformGeneratorMetadata: { providerName: 'tuneform', providerVersion: providerVersion() },
    });
    this.config = config;
  }

  override get alias(): string | undefined {
    return this.config.alias;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { defaultTags, ...rest } = this.config;
    // CDKTF snake-cases every key of a provider block; behind a token the user's tag keys stay as they are.
    const tags = defaultTags && Lazy.anyValue({ produce: () => defaultTags });
    return { ...terraformNames({ ...rest }, []), ...(tags && { default_tags: tags }) };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes({ ...terraformNames({ ...this.config }, ['defaultTags']) });
  }
}
