import type {
  CreateAlgorithmInput,
  CreateTrainingJobRequest,
  MetricDefinition,
} from '@aws-sdk/client-sagemaker';
import type { NamedRecords } from '../../store/named-records';

/** An algorithm resource: an image with the hyperparameters, channels and metrics that it knows. Times in milliseconds since the epoch. */
export interface AlgorithmRecord {
  readonly name: string;
  readonly arn: string;
  readonly request: Omit<CreateAlgorithmInput, 'Tags'>;
  readonly imageDigest: string;
  readonly createdAtMs: number;
}

export type Algorithms = NamedRecords<AlgorithmRecord>;

/** What a job takes from its algorithm beside the image. It is kept with the job, which may outlive the algorithm. */
export interface AlgorithmShare {
  readonly metrics: readonly MetricDefinition[];
  /** Values of the hyperparameters that a job does not give, by name. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** Returns what the jobs of an algorithm take from it. */
export function shareOf({ request }: AlgorithmRecord): AlgorithmShare {
  const { MetricDefinitions: metrics = [], SupportedHyperParameters: known = [] } =
    request.TrainingSpecification ?? {};
  const defaults = known.flatMap(({ Name: name = '', DefaultValue: value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { metrics, defaults: Object.fromEntries(defaults) };
}

/** Returns a training job's request with the metrics and default values of its algorithm, if it has one. */
export function completedBy<T extends Omit<CreateTrainingJobRequest, 'Tags'>>(
  request: T,
  share: AlgorithmShare | undefined,
): T {
  if (share === undefined) return request;
  const { AlgorithmSpecification: specification, HyperParameters: given } = request;
  return {
    ...request,
    ...(specification === undefined || share.metrics.length === 0
      ? {}
      : { AlgorithmSpecification: { ...specification, MetricDefinitions: [...share.metrics] } }),
    HyperParameters: { ...share.defaults, ...given },
  };
}
