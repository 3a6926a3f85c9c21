import { memoryOf } from '../../tuning';

/** Returns the bytes that a container on an instance of the type may occupy; undefined if they are not known. */
export function memoryBytesOf(instanceType: string | undefined): number | undefined {
  const gib = instanceType === undefined ? undefined : memoryOf(instanceType);
  return gib === undefined ? undefined : gib * 2 ** 30;
}

/** Why a container on an instance of the type was killed, and the way out. */
export const outOfMemory = (instanceType: string): string =>
  `The program needed more memory than the ${String(memoryOf(instanceType))} GiB of ${instanceType} and was killed. ` +
  'Choose an instance type with more memory, or let the program hold less data at a time';
