import { messageOf, TuneformError } from '../../kernel';
import { runProgram } from '../../machine';

export interface ProgramCall {
  readonly file: string;
  readonly args: readonly string[];
  /** Absolute path. */
  readonly directory: string;
  /** Exit codes that are no failure. @default - 0 only */
  readonly accepts?: readonly number[];
  /** Keeps what it prints out of the log. @default false */
  readonly quietly?: boolean;
}

/** What a finished program left. */
export interface ProgramEnd {
  readonly exitCode: number;
  readonly stdout: string;
}

/** The programs of one pipeline run, in a project's folder. */
export interface ProjectRun {
  readonly project: string;
  readonly terraform: string;
  say(text: string): void;
  /** Runs a program to its end. @throws PIPELINE_STEP_FAILED with its last lines */
  program(call: ProgramCall): Promise<ProgramEnd>;
}

const TAIL_LINES = 30;

/** @param env of the programs: Terraform and its providers are the pipeline’s own and find there what they need */
export function projectRun(
  options: Pick<ProjectRun, 'project' | 'terraform' | 'say'> & { readonly env: NodeJS.ProcessEnv },
): ProjectRun {
  const env = { ...options.env, TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
  return {
    ...options,
    async program({ file, args, directory, accepts = [0], quietly = false }) {
      const lines: string[] = [];
      const data: string[] = [];
      const { exitCode } = await runProgram({
        file,
        args,
        directory,
        env,
        onLine: (line, from) => {
          lines.push(line);
          if (from === 'stdout') data.push(line);
          if (!quietly) options.say(line);
        },
      }).catch((error: unknown) => {
        throw stepFailed(
          `${file} could not be started in ${directory}: ${messageOf(error)}. Install it, or correct its path`,
          error,
        );
      });
      if (exitCode !== null && accepts.includes(exitCode)) {
        // All of it: a plan as JSON is longer than what is kept of an output.
        return { exitCode, stdout: data.join('\n') };
      }
      const where = quietly ? 'in the lines below' : 'in the lines above';
      const tail = quietly ? `:\n${lines.slice(-TAIL_LINES).join('\n')}` : '';
      throw stepFailed(
        `${file} ${args.join(' ')} in ${directory} ended with exit code ${String(exitCode)}. Correct what it reports ${where}, and run the ` +
          `pipeline again${tail}`,
      );
    },
  };
}

const stepFailed = (what: string, cause?: unknown): TuneformError =>
  new TuneformError(`${what}.`, {
    code: 'PIPELINE_STEP_FAILED',
    summary: 'Step of the Pipeline Failed',
    cause,
  });
