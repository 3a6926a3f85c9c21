import { inheritedEnvironment, runProgram } from '../../machine';

/** Returns Git’s id of the files that are checked out, or null outside of Git. */
export async function sourceTree(project: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    const { exitCode, stdout } = await runProgram({
      file: 'git',
      args: ['rev-parse', 'HEAD^{tree}'],
      directory: project,
      env: inheritedEnvironment(env, 'tool'),
    });
    return exitCode === 0 ? stdout.trim() : null;
  } catch {
    return null;
  }
}
