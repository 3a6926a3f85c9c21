/** A folder in which Terraform runs. */
export interface Stack {
  /** Letters, digits and `-`, `_`, `.`: also the name of its plan's files. */
  readonly name: string;
  /** Path from the project's folder. */
  readonly folder: string;
  /** Names of the stacks whose outputs it reads. */
  readonly dependencies: readonly string[];
}
