import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Target } from '../modules/constructs';
import { isLoopback, LOCAL_URL, TuneformError } from '../modules/kernel';

/** All settings of a deployment. */
export interface Settings {
  readonly target: Target;
  /** Owner of the experiments; part of every name. */
  readonly owner: string;
  /** The project's folder, which contains `containers/` and the prepared data. */
  readonly project: string;
  /** Bucket for the state of deployments to AWS. Absent: files in the project. */
  readonly stateBucket?: string;
  /** Folder with the channels `train` and `validation`. */
  readonly dataset: string;
  /** Maximum number of training jobs of the search. */
  readonly trials: number;
  /** Maximum number of training jobs at the same time. */
  readonly parallel: number;
  /** How long an apply waits for the search, such as '30m'. */
  readonly wait: string;
  /** Upper bound of the searched learning rate. */
  readonly maxLearningRate: number;
  readonly trainingInstance: string;
  readonly endpointInstance: string;
  /** Changes of a layered configuration, such as `model.max_iter=30`. */
  readonly overrides: readonly string[];
  /** Overrides of which some list several values: one more experiment for each combination. */
  readonly sweep: readonly string[];
}

/** A local cloud belongs to one person, so names do not collide. */
const LOCAL_OWNER = 'default';

const wholeNumber = (least: number, most: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, `must be ${String(least)} or more`)
        .max(most, `must be ${String(most)} or less`),
    );

/** Words with blanks between them. */
const words = z
  .string()
  .default('')
  .transform((text) => text.split(/\s+/).filter((word) => word !== ''));

const Environment = z.object({
  TUNEFORM_TARGET: z.enum(['local', 'aws'], { error: "must be 'local' or 'aws'" }).default('local'),
  TUNEFORM_LOCAL_URL: z
    .string()
    .refine(isLoopback, `must be an http URL on loopback, such as ${LOCAL_URL}`)
    .optional(),
  TUNEFORM_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as us-east-1')
    .default('us-east-1'),
  TUNEFORM_ACCOUNT: z
    .string()
    .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account')
    .optional(),
  TUNEFORM_PROFILE: z.string().optional(),
  TUNEFORM_OWNER: z
    .string()
    .regex(/^[a-z0-9](-?[a-z0-9]){0,19}$/, 'must be 1 to 20 lower-case letters, digits and single hyphens')
    .optional(),
  TUNEFORM_STATE_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  TUNEFORM_DATASET: z.string().default('.tuneform/data/digits'),
  TUNEFORM_TRIALS: wholeNumber(1, 750).default(20),
  TUNEFORM_PARALLEL: wholeNumber(1, 100).default(2),
  TUNEFORM_WAIT: z
    .string()
    .regex(/^(\d+h)?(\d+m)?(\d+s)?$/, "must be a duration such as '30m' or '1h30m'")
    .default('30m'),
  TUNEFORM_MAX_LEARNING_RATE: z
    .string()
    .transform(Number)
    .pipe(
      z
        .number('must be a number')
        .gt(0.01, 'must be above 0.01, the lower bound')
        .max(1, 'must be 1 or less'),
    )
    .default(0.3),
  TUNEFORM_TRAINING_INSTANCE: z.string().default('ml.m5.large'),
  TUNEFORM_ENDPOINT_INSTANCE: z.string().default('ml.m5.large'),
  TUNEFORM_OVERRIDES: words,
  TUNEFORM_SWEEP: words,
});

/**
 * Reads the settings from environment variables; an empty variable counts as absent. Throws a `TuneformError` that
 * names every invalid variable, its value and the allowed values.
 */
export function loadSettings(env: Readonly<Record<string, string | undefined>>, project: string): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(given);
  if (!read.success) {
    throw invalid(read.error.issues.map(({ path, message }) => problem(String(path[0]), message, given)));
  }
  const values = read.data;
  const missing = values.TUNEFORM_TARGET === 'aws' ? neededForAws(values) : [];
  if (missing.length > 0) throw invalid(missing);
  return {
    target: targetOf(values, project),
    owner: values.TUNEFORM_OWNER ?? LOCAL_OWNER,
    project,
    ...(values.TUNEFORM_STATE_BUCKET === undefined ? {} : { stateBucket: values.TUNEFORM_STATE_BUCKET }),
    dataset: resolve(project, values.TUNEFORM_DATASET),
    trials: values.TUNEFORM_TRIALS,
    parallel: values.TUNEFORM_PARALLEL,
    wait: values.TUNEFORM_WAIT,
    maxLearningRate: values.TUNEFORM_MAX_LEARNING_RATE,
    trainingInstance: values.TUNEFORM_TRAINING_INSTANCE,
    endpointInstance: values.TUNEFORM_ENDPOINT_INSTANCE,
    overrides: values.TUNEFORM_OVERRIDES,
    sweep: values.TUNEFORM_SWEEP,
  };
}

function neededForAws(values: z.infer<typeof Environment>): readonly string[] {
  const account =
    'TUNEFORM_ACCOUNT is required if TUNEFORM_TARGET is aws: the 12 digits of the account to deploy to.';
  const owner =
    'TUNEFORM_OWNER is required if TUNEFORM_TARGET is aws: the owner of the experiments. Deployments of one owner share ' +
    'them, so give each its own owner, such as the name of the team.';
  return [
    ...(values.TUNEFORM_ACCOUNT === undefined ? [account] : []),
    ...(values.TUNEFORM_OWNER === undefined ? [owner] : []),
  ];
}

function targetOf(values: z.infer<typeof Environment>, project: string): Target {
  const region = values.TUNEFORM_REGION;
  if (values.TUNEFORM_TARGET === 'local') {
    return Target.local({
      url: values.TUNEFORM_LOCAL_URL ?? runningLocalCloud(project) ?? LOCAL_URL,
      region,
    });
  }
  return Target.aws({
    region,
    ...(values.TUNEFORM_ACCOUNT === undefined ? {} : { account: values.TUNEFORM_ACCOUNT }),
    ...(values.TUNEFORM_PROFILE === undefined ? {} : { profile: values.TUNEFORM_PROFILE }),
  });
}

/** Returns the URL in the record of the project's local cloud; undefined if none was started here. */
function runningLocalCloud(project: string): string | undefined {
  const file = join(project, '.tuneform', 'local-cloud', 'server.json');
  if (!existsSync(file)) return undefined;
  const url = z.object({ url: z.string().refine(isLoopback) }).safeParse(readJson(file));
  return url.success ? url.data.url : undefined;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function problem(name: string, message: string, given: Readonly<Record<string, string | undefined>>): string {
  return `${name} ${message}; it is '${given[name] ?? ''}'.`;
}

function invalid(problems: readonly string[]): TuneformError {
  return new TuneformError(problems.join('\n'), { code: 'INVALID_SETTINGS', summary: 'Invalid Settings' });
}
