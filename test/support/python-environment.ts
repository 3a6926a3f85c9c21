import { join } from 'node:path';
import { systemClock } from '../../modules/kernel';
import { pythonEnvironment } from '../../modules/local-cloud/runners/process/python-environment';

/** A Python environment holding boto3 and the AWS CLI. */
export interface AwsPython {
  /** Path of the interpreter. */
  readonly python: string;
  /** Path of the AWS CLI. */
  readonly aws: string;
}

/** Builds the environment of `requirements.txt` on first use; later runs and other test files share it. */
export async function awsPython(): Promise<AwsPython> {
  const folder = await pythonEnvironment(join(__dirname, 'requirements.txt'), {
    clock: systemClock,
    signal: AbortSignal.timeout(600_000),
    report: () => undefined,
  });
  return { python: join(folder, 'bin', 'python3'), aws: join(folder, 'bin', 'aws') };
}
