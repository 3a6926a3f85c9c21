import type { ContainerExit, RunningContainer } from './runner';

/** A container that could not be started: it has ended before it began. */
export function neverStarted(why: { readonly exitCode: number; readonly reason: string }): RunningContainer {
  const exited = Promise.resolve<ContainerExit>({ exitCode: why.exitCode, startError: why.reason });
  return { exited, stop: () => exited };
}
