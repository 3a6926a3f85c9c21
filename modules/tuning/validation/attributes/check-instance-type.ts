import { errorAt, nearest } from '../../../kernel';
import type { AttributePath, Diagnostic } from '../../../kernel';
import { hostingInstanceTypes, trainingInstanceTypes } from '../../instance-types';
import type { InstanceUse } from '../../instance-types';

/** Reports an error at `path` if SageMaker has no such type for this use, and suggests the nearest types. */
export function checkInstanceType(
  instanceType: string | undefined,
  use: InstanceUse,
  path: AttributePath,
): readonly Diagnostic[] {
  if (instanceType === undefined) return [];
  const known = use === 'training' ? trainingInstanceTypes : hostingInstanceTypes;
  if (known.includes(instanceType)) return [];
  const other = use === 'training' ? hostingInstanceTypes : trainingInstanceTypes;
  const work = use === 'training' ? 'training jobs' : 'endpoints';
  const elsewhere = other.includes(instanceType)
    ? ` It exists for ${use === 'training' ? 'endpoints' : 'training jobs'} only.`
    : '';
  const near = nearest(instanceType.startsWith('ml.') ? instanceType : `ml.${instanceType}`, known);
  const remedy = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ' An example is ml.m5.xlarge.';
  return [
    errorAt(
      path,
      'Unknown Instance Type',
      `SageMaker ${work} have no instance type "${instanceType}".${elsewhere}${remedy}`,
    ),
  ];
}
