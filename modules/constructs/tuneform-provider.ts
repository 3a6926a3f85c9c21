import { Construct } from 'constructs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TuneformProviderBinding } from './bindings/tuneform-provider-binding';
import type { TuneformProviderConfig } from './bindings/tuneform-provider-binding';
import { compact } from './compact';
import { defaultOwner } from './values/default-owner';
import type { AwsEndpoints, Target } from './values/target';
import type { RequiredProvider } from '../delivery';
import {
  readCliConfiguration,
  mirrorRoots,
  providerExecutable,
  runsOpenTofu,
  vendorProvider,
} from '../delivery';
import { userCaches } from '../kernel';
import { Annotations, TerraformStack } from './dialect';
import type { ISynthesisSession } from './dialect';

/** CDKTF calls the function under this symbol while it writes a stack; its setter is not exported. */
const CUSTOM_SYNTHESIS = Symbol.for('cdktf/customSynthesis');

export interface TuneformProviderProps {
  readonly target: Target;
  /**
   * Owner of the experiments: two owners never touch each other's jobs and endpoints, and stacks of one owner share
   * them.
   * @default - `tuneform:owner` of the app's context, else the stack's own path
   */
  readonly owner?: string;
  /** Tags of everything that the provider creates. @default - none */
  readonly defaultTags?: Readonly<Record<string, string>>;
  /**
   * Whether a plan that launches a search looks first, with calls that only read, at its image, role, data and limits.
   * @default true
   */
  readonly preflight?: boolean;
  /** Provider to deliver. @default - the one of this package, built if necessary */
  readonly executable?: string;
}

/**
 * Configures our provider and delivers it. At synth it installs the provider into the stack's folder and records it
 * in the lock file, so that `cdktf deploy`, `terraform` and `tofu` find it there: no registry, no `.terraformrc`, no
 * flag.
 */
export class TuneformProvider extends Construct {
  readonly provider: TuneformProviderBinding;
  private readonly executable: string | undefined;

  constructor(scope: Construct, id: string, props: TuneformProviderProps) {
    super(scope, id);
    this.executable = props.executable;
    this.provider = new TuneformProviderBinding(this, 'Provider', {
      ...argumentsFor(props.target),
      owner: props.owner ?? defaultOwner(this),
      ...(props.preflight === undefined ? {} : { preflight: props.preflight }),
      ...(props.defaultTags === undefined ? {} : { defaultTags: props.defaultTags }),
    });
    Object.defineProperty(this, CUSTOM_SYNTHESIS, {
      value: { onSynthesize: (session: ISynthesisSession) => this.vendor(session) },
    });
  }

  private vendor(session: ISynthesisSession): void {
    const stack = TerraformStack.of(this);
    const stackFolder = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
    const surroundings = { env: process.env, home: homedir(), platform: process.platform };
    const configuration = readCliConfiguration(surroundings);
    if (configuration?.explicitInstallation === true) this.warnOf(configuration.file, stackFolder);
    const dataFolder = process.env['TF_DATA_DIR'];
    vendorProvider({
      stackFolder,
      executable: this.executable ?? providerExecutable(),
      required: requiredProviders(stack),
      roots: mirrorRoots(surroundings),
      caches: userCaches(surroundings),
      openTofu: runsOpenTofu(process.env),
      ...(dataFolder === undefined || dataFolder === '' ? {} : { dataFolder }),
    });
  }

  private warnOf(file: string, stackFolder: string): void {
    Annotations.of(this).addWarning(
      `${file} has a provider_installation block, so Terraform does not look into the stack's terraform.d/plugins. ` +
        `Add to the block: filesystem_mirror { path = "${join(stackFolder, 'terraform.d', 'plugins')}" ` +
        'include = ["registry.terraform.io/tuneform/*"] }, or run with TF_CLI_CONFIG_FILE naming an empty file.',
    );
  }
}

function argumentsFor(target: Target): TuneformProviderConfig {
  if (target.kind === 'aws') {
    return {
      target: 'aws',
      region: target.region,
      ...(target.profile === undefined ? {} : { profile: target.profile }),
      ...endpointsFor(target.endpoints),
    };
  }
  return { target: 'local', region: target.region, endpoint: target.url };
}

/** The services with configurable endpoints that our provider calls. */
function endpointsFor(named: AwsEndpoints = {}): Pick<TuneformProviderConfig, 'endpoints'> {
  const { sagemaker, sagemakerRuntime, ecr, s3, iam, servicequotas: serviceQuotas, sts } = named;
  const endpoints = compact({ sagemaker, sagemakerRuntime, ecr, s3, iam, serviceQuotas, sts });
  return Object.keys(endpoints).length === 0 ? {} : { endpoints };
}

/** As synthesised, overrides included. */
function requiredProviders(stack: TerraformStack): RequiredProvider[] {
  const configuration = stack.toTerraform() as {
    readonly terraform?: { readonly required_providers?: Readonly<Record<string, RequiredProvider>> };
  };
  return Object.values(configuration.terraform?.required_providers ?? {});
}
