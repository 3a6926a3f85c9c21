import type { Runner } from '../runners/runner';

/** Returns what runs an image, as words for its log. */
export function howItRuns(runner: Runner, digest: string): string {
  if (!runner.isolated) return 'as a plain process, not isolated from this machine';
  const name = runner.nameFor?.(digest) ?? runner.name;
  return name === 'container' ? 'in a container of podman' : `in ${name}`;
}
