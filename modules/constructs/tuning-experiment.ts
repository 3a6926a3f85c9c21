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
import { TuneformTrainingJob } from './bindings/tuneform-training-job';
import { channelDependables, grantChannels } from './channel-grants';
import { isExecutionRole } from './execution-role';
import type { ExecutionRole } from './execution-role';
import { experimentConfig, namedTrainingsOf, trainingsOf } from './experiment-config';
import type { ExperimentEndpoint, TuningExperimentProps } from './experiment-props';
import { smokeRunConfig, smokeRunName } from './smoke-run';
import { checkpointFolder, imageUri, outputFolder } from './training-config';
import type { TrainingProps } from './training-props';
import type { RoleLike } from './values/references';

/**
 * A search, its winner and, optionally, the endpoint that serves it. It checks at synth everything that is known
 * then, and reports a mistake with the construct's path.
 */
export class TuningExperiment extends Construct {
  readonly experiment: TuneformExperiment;
  readonly champion: TuneformChampion;
  readonly endpoint?: TuneformEndpoint;
  /** One for each training definition; the search starts only if all pass. */
  readonly smokeRuns: readonly TuneformTrainingJob[];
  readonly name: string;

  constructor(scope: Construct, id: string, props: TuningExperimentProps) {
    super(scope, id);
    this.name = props.name ?? kebabCase(id);
    this.grant(props);
    const config = experimentConfig(this.name, props);
    reportFindings(this, findingsOf(TuneformExperiment.tfResourceType, config));
    const trainings = trainingsOf(props);
    const first = this.here([
      ...new Set(
        trainings.flatMap(({ role, channels }) => [
          ...rolesDependables(role),
          ...Object.values(channels).flatMap(channelDependables),
        ]),
      ),
    ]);
    this.smokeRuns = this.proving(props, first);
    this.experiment = new TuneformExperiment(
      this,
      'Experiment',
      alreadyChecked({ ...config, ...after([...first, ...this.smokeRuns]) }),
    );
    const { objective } = trainings[0] ?? props;
    this.champion = new TuneformChampion(this, 'Champion', {
      name: this.name,
      tuningJobNames: this.experiment.tuningJobNames,
      ...(isShared(trainings)
        ? {}
        : { objective: { type: objective.type, metricName: objective.metricName } }),
      ...(props.wait === undefined ? {} : { wait: { timeout: props.wait } }),
      ...(props.gate === undefined ? {} : { gate: props.gate }),
      ...(props.failOn === undefined ? {} : { failOn: props.failOn }),
      ...(props.approval === undefined ? {} : { approval: props.approval }),
      ...(props.approvedTrainingJob === undefined ? {} : { approvedTrainingJob: props.approvedTrainingJob }),
      ...(props.pin === undefined ? {} : { pin: props.pin }),
      ...(props.reject === undefined ? {} : { reject: [...props.reject] }),
    });
    if (props.endpoint === undefined) return;
    reportFindings(this, props.endpoint.image === undefined ? servedAlgorithms(props) : []);
    const serving = this.serving(props.endpoint, props);
    reportFindings(this, endpointFindings(serving, props.endpoint), ['endpoint']);
    this.endpoint = new TuneformEndpoint(this, 'Endpoint', alreadyChecked(serving));
  }

  /** The newest generation's tuning job. */
  get tuningJobName(): string {
    return Token.asString(Fn.element(Fn.reverse(this.tuningJobNames), 0));
  }

  /** The tuning jobs of all generations, newest last. */
  get tuningJobNames(): string[] {
    return Fn.split(' ', this.experiment.tuningJobNames);
  }

  /** The training job whose model is the champion; null until there is one. */
  get bestTrainingJobName(): string {
    return this.champion.trainingJobName;
  }

  /** The champion's value of the objective; null until there is one. */
  get bestMetricValue(): number {
    return Token.asNumber(Fn.one(this.champion.interpolationForAttribute('current[*].metric_value')));
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
    const images = trainingsOf(props).flatMap((training) => imageUri(training.image) ?? []);
    return {
      name: endpoint.name ?? this.name,
      roleArn: role.roleArn,
      modelDataUrl: this.champion.modelDataUrl,
      // The champion's own image: the newest one may not load a model of an earlier generation.
      image:
        imageUri(endpoint.image) ??
        Token.asString(Fn.coalesce([this.champion.trainingImage, ...images.slice(0, 1)])),
      productionVariant: {
        instanceType: endpoint.instanceType,
        ...(endpoint.initialInstanceCount === undefined
          ? {}
          : { initialInstanceCount: endpoint.initialInstanceCount }),
      },
      ...(endpoint.environment === undefined ? {} : { environment: endpoint.environment }),
      ...(endpoint.smokeRequest === undefined ? {} : { smokeRequest: endpoint.smokeRequest }),
      ...(props.tags === undefined ? {} : { tags: props.tags }),
      ...after(this.here(rolesDependables(role))),
    };
  }

  private proving(
    props: TuningExperimentProps,
    first: readonly ITerraformDependable[],
  ): readonly TuneformTrainingJob[] {
    const { smokeRun, tags } = props;
    if (smokeRun === undefined) return [];
    return namedTrainingsOf(props).map(([definition, training]) => {
      const id = definition === undefined ? 'SmokeRun' : `SmokeRun-${definition}`;
      return new TuneformTrainingJob(this, id, {
        ...smokeRunConfig(smokeRunName(this.name, definition), training, smokeRun),
        ...(tags === undefined ? {} : { tags }),
        ...after(first),
      });
    });
  }

  private grant(props: TuningExperimentProps): void {
    for (const [definition, training] of namedTrainingsOf(props)) {
      grantChannels(this, training);
      grantTraining(this.name, training);
      if (props.smokeRun) grantTraining(smokeRunName(this.name, definition), training);
      const serving = props.endpoint && (props.endpoint.role ?? props.role);
      if (serving && isExecutionRole(serving)) {
        serving.grantRead(training.output, outputFolder(this.name, training)).grantLogs('serving');
        grantImageAndKey(serving, {
          ...training,
          ...(props.endpoint.image && { image: props.endpoint.image }),
        });
      }
    }
  }

  /** What of the dependables is in this stack, where Terraform orders it; CDKTF orders whole stacks by their references. */
  private here(dependables: readonly ITerraformDependable[]): readonly ITerraformDependable[] {
    const stack = TerraformStack.of(this);
    return dependables.filter((one) => !Construct.isConstruct(one) || TerraformStack.of(one) === stack);
  }
}

/** Whether all objectives are the same; then the champion learns it from its search. */
const isShared = (trainings: readonly TrainingProps[]): boolean =>
  new Set(trainings.map(({ objective: { type, metricName } }) => `${type} ${metricName}`)).size < 2;

const after = (dependables: readonly ITerraformDependable[]): { dependsOn?: ITerraformDependable[] } =>
  dependables.length === 0 ? {} : { dependsOn: [...dependables] };

/** Grants the role of training jobs what they use; output and checkpoints lie in folders of `name`. */
function grantTraining(name: string, training: TrainingProps): void {
  const { role, output, checkpoints, instance } = training;
  if (!isExecutionRole(role)) return;
  role.grantWrite(output, outputFolder(name, training)).grantLogs('training');
  if (checkpoints) {
    const folder = checkpointFolder(name, checkpoints);
    role.grantRead(checkpoints.bucket, folder).grantWrite(checkpoints.bucket, folder);
  }
  if (training.vpcConfig) role.grantNetwork();
  const volumeKey = instance?.volumeKmsKeyArn ?? training.hyperParameterTuningResourceConfig?.volumeKmsKeyId;
  if (volumeKey !== undefined) role.grantVolumeKey(volumeKey);
  grantImageAndKey(role, training);
}

function grantImageAndKey(role: ExecutionRole, { image, outputKmsKeyArn }: TrainingProps): void {
  if (typeof image === 'object' && image.repository) role.grantPull(image.repository);
  if (outputKmsKeyArn !== undefined) role.grantKey(outputKmsKeyArn);
}

/** An algorithm resource says nothing of the image that serves its models. */
function servedAlgorithms(props: TuningExperimentProps): readonly Diagnostic[] {
  return trainingsOf(props).flatMap(({ algorithmName }) =>
    algorithmName === undefined
      ? []
      : [
          {
            severity: 'error' as const,
            summary: 'Endpoint Needs an Image',
            detail: `algorithmName is "${algorithmName}", and an endpoint serves the image that trained. Set the endpoint’s \`image\`, train with \`image\` instead, or leave \`endpoint\` out.`,
          },
        ],
  );
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
