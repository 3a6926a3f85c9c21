import { TuneformError } from '../../../kernel';
import { environmentVariable } from '../../environment-variable';

/** A variable that the pipeline must have. */
export function needed(env: NodeJS.ProcessEnv, name: string, remedy = 'The pipeline sets it.'): string {
  const value = environmentVariable(env, name);
  if (value !== undefined) return value;
  throw new TuneformError(`--comment needs the variable ${name}, which is not set. ${remedy}`, {
    code: 'BAD_USAGE',
    summary: 'Variable of the Pipeline Missing',
  });
}

export const noPullRequest = (why: string): TuneformError =>
  new TuneformError(
    `--comment needs a pull request to comment on, but ${why}. Run it in a pipeline of a pull request, or leave --comment out.`,
    { code: 'BAD_USAGE', summary: 'No Pull Request to Comment On' },
  );
