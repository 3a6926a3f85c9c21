import type { AlgorithmRecord, Algorithms } from '../../../jobs/training/algorithm-record';
import { resourceArn } from '../../../jobs/resource-arn';
import { invalid } from '../rejections';

/** Returns the algorithm of a name or an ARN. Throws ValidationException. */
export function findAlgorithm(
  nameOrArn: string,
  algorithms: Algorithms,
  place: { readonly account: string; readonly region: string },
): AlgorithmRecord {
  const isArn = nameOrArn.startsWith('arn:');
  const arn = isArn ? nameOrArn : resourceArn('algorithm', nameOrArn, place);
  const record = algorithms.get(nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1));
  if (record?.arn === arn.toLowerCase()) return record;
  throw invalid(`Algorithm ${arn} does not exist.`);
}
