import { z } from 'zod';
import { TuneformError } from '../modules/kernel';

/** What the airline example varies, beside what every example has. */
export interface AirlineSettings {
  readonly compute: 'cpu' | 'gpu';
  readonly size: keyof typeof AIRLINE_SIZES;
  readonly strategy: 'Random' | 'Bayesian';
  readonly algorithm: 'xgboost' | 'random-forest';
  /** Where the flights are in S3 already. Absent: what `npm run example airline` has made is uploaded. */
  readonly data?: { readonly bucket: string; readonly prefix: string };
}

/** The published data sets: rows, and folds, workers and search of the published configurations. */
export const AIRLINE_SIZES = {
  '1_year': { rows: 6_300_000, folds: 3, several: false, trainingJobs: 10, parallel: 2 },
  '3_year': { rows: 18_000_000, folds: 3, several: false, trainingJobs: 10, parallel: 2 },
  '10_year': { rows: 63_000_000, folds: 10, several: true, trainingJobs: 100, parallel: 10 },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

const choices = {
  TUNEFORM_AIRLINE_COMPUTE: z.enum(['cpu', 'gpu'], { error: "must be 'cpu' or 'gpu'" }).default('cpu'),
  TUNEFORM_AIRLINE_SIZE: z
    .enum(['1_year', '3_year', '10_year'], { error: "must be '1_year', '3_year' or '10_year'" })
    .default('1_year'),
  TUNEFORM_AIRLINE_STRATEGY: z
    .enum(['Random', 'Bayesian'], { error: "must be 'Random' or 'Bayesian'" })
    .default('Random'),
  TUNEFORM_AIRLINE_ALGORITHM: z
    .enum(['xgboost', 'random-forest'], { error: "must be 'xgboost' or 'random-forest'" })
    .default('xgboost'),
  TUNEFORM_AIRLINE_DATA: z
    .string()
    .regex(/^s3:\/\/[a-z0-9.-]{3,63}(\/[^\s]*)?$/, 'must be a place in S3 such as s3://bucket/prefix')
    .optional(),
};

/** Reads the example's own settings. Throws a `TuneformError` that names each that is wrong. */
export function airlineSettings(env: Environment): AirlineSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = z.object(choices).safeParse(given);
  if (!read.success) {
    throw invalid(
      read.error.issues.map(
        ({ path, message }) => `${String(path[0])} ${message}; it is '${given[String(path[0])] ?? ''}'.`,
      ),
    );
  }
  const values = read.data;
  if (values.TUNEFORM_AIRLINE_COMPUTE === 'gpu' && given['TUNEFORM_TARGET'] !== 'aws') {
    throw invalid([
      "TUNEFORM_AIRLINE_COMPUTE is 'gpu', which needs TUNEFORM_TARGET 'aws': the local cloud gives containers no GPU.",
    ]);
  }
  const data = values.TUNEFORM_AIRLINE_DATA;
  return {
    compute: values.TUNEFORM_AIRLINE_COMPUTE,
    size: values.TUNEFORM_AIRLINE_SIZE,
    strategy: values.TUNEFORM_AIRLINE_STRATEGY,
    algorithm: values.TUNEFORM_AIRLINE_ALGORITHM,
    ...(data === undefined ? {} : { data: { bucket: new URL(data).host, prefix: new URL(data).pathname } }),
  };
}

/** The common settings of the published search of the chosen size. */
export function airlineDefaults(env: Environment): Readonly<Record<string, string>> {
  const { size, compute } = airlineSettings(env);
  const { trainingJobs, parallel } = AIRLINE_SIZES[size];
  return {
    TUNEFORM_TRIALS: String(trainingJobs),
    TUNEFORM_PARALLEL: String(parallel),
    TUNEFORM_ENDPOINT_INSTANCE: compute === 'gpu' ? 'ml.g4dn.2xlarge' : 'ml.m5.large',
  };
}

const invalid = (problems: readonly string[]): TuneformError =>
  new TuneformError(problems.join('\n'), { code: 'INVALID_SETTINGS', summary: 'Invalid Settings' });
