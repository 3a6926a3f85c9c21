import { s3Address, s3Folder, trimSlashes } from '../tuning';
import type { TuneformExperimentConfig } from './bindings/tuneform-experiment';
import type { TuningExperimentProps } from './experiment-props';
import type { Channel } from './values/channel';
import type { Range } from './values/range';

const ONE_HOUR = 3600;

type Ranges = Required<NonNullable<TuneformExperimentConfig['parameterRanges']>>;
type NumericRangeConfig = Ranges['integerParameterRanges'][number];
type CategoricalRangeConfig = Ranges['categoricalParameterRanges'][number];
type InputChannelConfig = NonNullable<TuneformExperimentConfig['inputDataConfig']>[number];

/** Returns the resource's arguments for an experiment's props; `name` is already decided. */
export function experimentConfig(name: string, props: TuningExperimentProps): TuneformExperimentConfig {
  return compact({
    name,
    roleArn: props.role.roleArn,
    strategy: props.strategy,
    randomSeed: props.randomSeed,
    objective: { type: props.objective.type, metricName: props.objective.metricName },
    resourceLimits: compact({
      maxNumberOfTrainingJobs: props.limits.trainingJobs,
      maxParallelTrainingJobs: props.limits.parallel,
      maxRuntimeInSeconds: props.limits.maxRuntimeInSeconds,
    }),
    trainingJobEarlyStoppingType: props.earlyStopping === true ? ('Auto' as const) : undefined,
    parameterRanges: rangesByKind(props.ranges),
    staticHyperParameters: props.staticHyperParameters && textValues(props.staticHyperParameters),
    algorithmSpecification: compact({
      trainingImage: typeof props.image === 'string' ? props.image : props.image.imageUri,
      trainingInputMode: props.inputMode,
      metricDefinitions: metricDefinitions(props),
    }),
    inputDataConfig: Object.entries(props.channels).map(([channelName, channel]) =>
      input(channelName, channel),
    ),
    outputDataConfig: compact({
      s3OutputPath: s3Address(props.output.bucketName, outputPrefix(name, props)),
      kmsKeyId: props.outputKmsKeyArn,
    }),
    resourceConfig: compact({
      instanceType: props.instance.type,
      instanceCount: props.instance.count,
      volumeSizeInGb: props.instance.volumeSizeInGb,
      keepAlivePeriodInSeconds: props.instance.keepAlivePeriodInSeconds,
    }),
    stoppingCondition: { maxRuntimeInSeconds: props.stopping?.maxRuntimeInSeconds ?? ONE_HOUR },
    environment: props.environment,
    tags: props.tags,
    run: props.run,
    onDestroy: props.onDestroy,
  });
}

/** Prefix of all output of the experiment in the bucket; without slashes at the ends. */
export function outputPrefix(name: string, props: TuningExperimentProps): string {
  return trimSlashes(props.outputPrefix ?? `${name}/output`);
}

function rangesByKind(
  ranges: Readonly<Record<string, Range>>,
): NonNullable<TuneformExperimentConfig['parameterRanges']> {
  const numeric = (kind: 'integer' | 'continuous'): NumericRangeConfig[] =>
    Object.entries(ranges).flatMap(([name, range]) =>
      range.kind === kind
        ? [{ name, minValue: range.min, maxValue: range.max, scalingType: range.scaling }]
        : [],
    );
  const categorical: CategoricalRangeConfig[] = Object.entries(ranges).flatMap(([name, range]) =>
    range.kind === 'categorical' ? [{ name, values: range.values }] : [],
  );
  return compact({
    integerParameterRanges: unlessEmpty(numeric('integer')),
    continuousParameterRanges: unlessEmpty(numeric('continuous')),
    categoricalParameterRanges: unlessEmpty(categorical),
  });
}

function metricDefinitions(props: TuningExperimentProps): { name: string; regex: string }[] {
  const { metricName, regex } = props.objective;
  const all = { [metricName]: regex, ...props.metrics };
  return Object.entries(all).map(([name, pattern]) => ({ name, regex: pattern }));
}

function input(channelName: string, channel: Channel): InputChannelConfig {
  return compact({
    channelName,
    contentType: channel.contentType,
    compressionType: channel.compressionType,
    inputMode: channel.inputMode,
    dataSource: {
      s3DataSource: compact({
        s3Uri:
          channel.object === true
            ? s3Address(channel.bucket.bucketName, channel.prefix)
            : s3Folder(channel.bucket.bucketName, channel.prefix),
        s3DataDistributionType: channel.distribution,
      }),
    },
  });
}

function textValues(values: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Drops undefined members, so that the configuration has only what the props set. */
function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Compact<T>;
}
