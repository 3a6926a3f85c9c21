import { constants } from 'node:os';
import type { ContainerExit } from './runner';

/** Returns the end of a program whose exit code came through an init or a shell: with the signal that its exit code stands for. */
export function signalled(exitCode: number): ContainerExit {
  const signal = Object.entries(constants.signals).find(([, number]) => exitCode === 128 + number)?.[0];
  return { exitCode, ...(signal === undefined ? {} : { signal }) };
}
