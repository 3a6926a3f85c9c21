import type { StateResource } from '../orphans/read-state';
import type { Subjects } from './look-at-account';

/** Returns the roles, images and instance types that the resources of Tuneform name in states. */
export function subjectsOf(resources: readonly StateResource[]): Subjects {
  const own = resources.filter(({ type }) => type.startsWith('tuneform_')).map(({ values }) => values);
  const named = (key: string): readonly string[] => [
    ...new Set(own.flatMap((values) => valuesOf(values, key))),
  ];
  return {
    roles: named('role_arn'),
    images: named('training_image'),
    instanceTypes: named('instance_type').filter((type) => type.startsWith('ml.')),
  };
}

/** Returns the texts under a key anywhere in a value. */
function valuesOf(value: unknown, key: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesOf(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    name === key && typeof one === 'string' && one !== '' ? [one] : valuesOf(one, key),
  );
}
