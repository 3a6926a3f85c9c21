import type { Failure } from '../../../jobs/failure';

/** SageMaker prefixes a reason with the party at fault ("FailureReason" of DescribeTrainingJob). */
const BLAMED = {
  program: 'AlgorithmError: ',
  request: 'ClientError: ',
  service: 'InternalServerError: ',
} as const;

/** The API's longest FailureReason. */
const LONGEST = 1024;

/** Returns a job's FailureReason: undefined if it did not fail. */
export function failureReason(failure: Failure | undefined): string | undefined {
  if (failure === undefined) return undefined;
  const { fault, reason, exitCode } = failure;
  const head = fault === undefined ? '' : BLAMED[fault];
  const tail = exitCode === undefined ? '' : `, exit code: ${String(exitCode)}`;
  return `${head}${reason.slice(0, LONGEST - head.length - tail.length)}${tail}`;
}
