import { memoryOf } from '../../tuning';

/** What plays an instance on this machine, for the head of a log. */
export function simulatedInstance(type: string | undefined, volumeSizeInGb: number | undefined): string {
  const volume = volumeSizeInGb === undefined ? '' : ` with ${String(volumeSizeInGb)} GB`;
  return `${type ?? 'no instance type'}${volume} is simulated on this machine's CPU and disk${limit(type)}`;
}

function limit(type: string | undefined): string {
  const gib = type === undefined ? undefined : memoryOf(type);
  return gib === undefined
    ? ''
    : `; a program that occupies more than its ${String(gib)} GiB of memory is killed`;
}
