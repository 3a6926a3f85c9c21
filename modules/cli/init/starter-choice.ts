/** A hyperparameter of a container that `tuneform init` writes. */
export interface StarterRange {
  readonly name: string;
  readonly kind: 'integer' | 'continuous';
  readonly min: number;
  readonly max: number;
  readonly scaling: 'Auto' | 'Logarithmic';
  /** A value for the smoke run. */
  readonly inside: string;
}

export interface StarterContainer {
  /** Content by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The command that tests it, from the project's folder. */
  readonly test: string;
  readonly ranges: readonly StarterRange[];
}

export const LANGUAGES = ['python', 'r'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface StarterChoice {
  readonly language: Language;
  /** HCL in place of CDKTF. */
  readonly hcl: boolean;
  /** Of the experiment. */
  readonly name: string;
}
