/** The image that a Dockerfile describes, as far as it is known without running any instruction. */
export interface DockerfileRecipe {
  /** The image in FROM, with variables expanded. */
  readonly base: string;
  /** Folders and copies in the order of the file. */
  readonly steps: readonly RecipeStep[];
  readonly config: RecipeConfig;
  /** Instructions that only a builder can execute, as written, such as `RUN pip install -r requirements.txt`. */
  readonly notExecuted: readonly string[];
  /** The RUN instructions among them, for a machine that can carry them out. */
  readonly runs: readonly RunInstruction[];
}

/** RUN, with what holds at its place in the file. */
export interface RunInstruction {
  /** As written. */
  readonly instruction: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
}

export type RecipeStep = FolderStep | CopyStep;

/** WORKDIR, which creates the folder. */
export interface FolderStep {
  readonly kind: 'folder';
  /** Absolute. */
  readonly path: string;
}

/** COPY, or ADD of plain files. */
export interface CopyStep {
  readonly kind: 'copy';
  /** The instruction with its line, for messages: `line 4, COPY train serve ./`. */
  readonly where: string;
  /** As written, with variables expanded; may contain `*`, `?` and `[…]`. */
  readonly sources: readonly string[];
  /** Absolute. */
  readonly destination: string;
  /** True if the destination is written as a folder (trailing `/`, or `.`). */
  readonly intoFolder: boolean;
  /** From `--chmod`; absent means 0755 for executables and 0644 otherwise. */
  readonly mode?: number;
}

/** The `config` object of an OCI image configuration, in its spelling. */
export interface RecipeConfig {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  /** `NAME=value`, in the order of the file. */
  readonly Env: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Volumes?: Readonly<Record<string, Record<string, never>>>;
  readonly WorkingDir: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
}
