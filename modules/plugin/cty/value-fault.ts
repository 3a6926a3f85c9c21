import { formatPath } from '../../kernel';
import type { AttributePath } from '../../kernel';

/** A value that is not of the type it should have, or bytes that are no value at all. */
export class ValueFault extends Error {
  /** Where in the value. */
  readonly path: AttributePath;
  /** What is wrong there, without the path. */
  readonly problem: string;

  constructor(problem: string, path: AttributePath = []) {
    super(path.length === 0 ? problem : `${formatPath(path)}: ${problem}`);
    this.name = 'ValueFault';
    this.path = path;
    this.problem = problem;
  }
}

/** Deeper values are rejected, to protect the stack. Terraform's own types do not come near it. */
export const MAX_DEPTH = 500;
