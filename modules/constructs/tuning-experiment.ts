import { Construct } from 'constructs';
import type { Diagnostic } from '../kernel';
import { alreadyChecked } from './bindings/checked-configs';
import { findingsOf } from './bindings/findings-of';
import { reportFindings } from './bindings/report-findings';
import { Fn, TerraformStack, Token } from './dialect';
import type { ITerraformDependable } from './dialect';
import { TuneformChampion } from './bindings/tuneform-champion';
import { TuneformEndpoint } from './bindings/tuneform-endpoint';
import type { TuneformEndpointConfig } from './bindings/tuneform-endpoint';
import { TuneformExperiment } from './bindings/tuneform-experiment';
import { isExecutionRole } from './execution-role';
import { experimentConfig, outputPrefix } from './experiment-config';
import type { ExperimentEndpoint, TuningExperimentProps } from './experiment-props';
import type { RoleLike } from './values/references';

/**
 * A search, its winner and, optionally, the endpoint that serves it. It checks at synth everything that is known
 * then, and reports a mistake with the construct's path.
 */
export class TuningExperiment extends Construct {
  readonly experiment: TuneformExperiment;
  readonly champion: TuneformChampion;
  readonly endpoint?: TuneformEndpoint;
  readonly name: string;

  constructor(scope: Construct, id: string, props: TuningExperimentProps) {
    super(scope, id);
    this.name = props.name ?? kebabCase(id);
    this.grant(props);
    const config = experimentConfig(this.name, props);
    reportFindings(this, findingsOf(TuneformExperiment.tfResourceType, config));
    const first = this.after([
      ...rolesDependables(props.role),
      ...Object.values(props.channels).flatMap((channel) => channel.dependables ?? []),
    ]);
    this.experiment = new TuneformExperiment(this, 'Experiment', alreadyChecked({ ...config, ...first }));
    this.champion = new TuneformChampion(this, 'Champion', {
      name: this.name,
      tuningJobNames: this.experiment.tuningJobNames,
      objective: { type: props.objective.type, metricName: props.objective.metricName },
      ...(props.wait === undefined ? {} : { wait: { timeout: props.wait } }),
      ...(props.gate === undefined ? {} : { gate: props.gate }),
    });
    if (props.endpoint === undefined) return;
    const serving = this.serving(props.endpoint, props);
    reportFindings(this, endpointFindings(serving, props.endpoint), ['endpoint']);
    this.endpoint = new TuneformEndpoint(this, 'Endpoint', alreadyChecked(serving));
  }

  /** The newest generation's tuning job. */
  get tuningJobName(): string {
    return this.experiment.tuningJobName;
  }

  /** The tuning jobs of all generations, newest last. */
  get tuningJobNames(): string[] {
    return this.experiment.tuningJobNames;
  }

  /** The training job whose model is the champion; null until there is one. */
  get bestTrainingJobName(): string {
    return this.champion.trainingJobName;
  }

  /** The champion's value of the objective; null until there is one. */
  get bestMetricValue(): number {
    return this.champion.metricValue;
  }

  /** S3 URI of the champion's `model.tar.gz`; null until there is one. */
  get modelDataUrl(): string {
    return this.champion.modelDataUrl;
  }

  /** Maximum cost of the newest generation, such as `$56.32`. */
  get costCeiling(): string {
    return this.experiment.costCeiling;
  }

  /** @throws If the experiment has no endpoint */
  get endpointName(): string {
    if (!this.endpoint) throw new Error(`'${this.node.path}' has no endpoint: set its \`endpoint\` prop.`);
    return this.endpoint.endpointName;
  }

  private serving(endpoint: ExperimentEndpoint, props: TuningExperimentProps): TuneformEndpointConfig {
    const role = endpoint.role ?? props.role;
    const image = typeof props.image === 'string' ? props.image : props.image.imageUri;
    return {
      name: endpoint.name ?? this.name,
      roleArn: role.roleArn,
      modelDataUrl: this.champion.modelDataUrl,
      // The champion's own image: the newest one may not load a model of an earlier generation.
      image: Token.asString(Fn.coalesce([this.champion.trainingImage, image])),
      productionVariant: {
        instanceType: endpoint.instanceType,
        ...(endpoint.initialInstanceCount === undefined
          ? {}
          : { initialInstanceCount: endpoint.initialInstanceCount }),
      },
      ...(endpoint.environment === undefined ? {} : { environment: endpoint.environment }),
      ...(endpoint.smokeRequest === undefined ? {} : { smokeRequest: endpoint.smokeRequest }),
      ...(props.tags === undefined ? {} : { tags: props.tags }),
      ...this.after(rolesDependables(role)),
    };
  }

  private grant(props: TuningExperimentProps): void {
    const prefix = outputPrefix(this.name, props);
    const repository = typeof props.image === 'string' ? undefined : props.image.repository;
    if (isExecutionRole(props.role)) {
      for (const channel of Object.values(props.channels)) {
        if (channel.object === true) props.role.grantReadObject(channel.bucket, channel.prefix);
        else props.role.grantRead(channel.bucket, channel.prefix);
      }
      props.role.grantWrite(props.output, prefix).grantLogs('training');
      if (repository) props.role.grantPull(repository);
      if (props.outputKmsKeyArn !== undefined) props.role.grantKey(props.outputKmsKeyArn);
    }
    const serving = props.endpoint && (props.endpoint.role ?? props.role);
    if (serving && isExecutionRole(serving)) {
      serving.grantRead(props.output, prefix).grantLogs('serving');
      if (repository) serving.grantPull(repository);
      if (props.outputKmsKeyArn !== undefined) serving.grantKey(props.outputKmsKeyArn);
    }
  }

  /** `dependsOn` within the stack, as Terraform orders it; CDKTF orders whole stacks by their references. */
  private after(dependables: readonly ITerraformDependable[]): { dependsOn?: ITerraformDependable[] } {
    const stack = TerraformStack.of(this);
    const here = dependables.filter((one) => !Construct.isConstruct(one) || TerraformStack.of(one) === stack);
    return here.length === 0 ? {} : { dependsOn: here };
  }
}

/**
 * Name, role and tags are those of the experiment, whose check covers them, unless the endpoint has its own. The
 * experiment carries more tags of Tuneform's own.
 */
function endpointFindings(
  { name, roleArn, tags: _tags, ...own }: TuneformEndpointConfig,
  endpoint: ExperimentEndpoint,
): readonly Diagnostic[] {
  return findingsOf(TuneformEndpoint.tfResourceType, {
    ...own,
    ...(endpoint.name !== undefined && { name }),
    ...(endpoint.role !== undefined && { roleArn }),
  });
}

function rolesDependables(role: RoleLike): readonly ITerraformDependable[] {
  return isExecutionRole(role) ? role.dependables : [];
}

/** `Digits` to `digits`, `ChurnModel2` to `churn-model2`. */
function kebabCase(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}
