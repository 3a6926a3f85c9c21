import { cdktfStack } from './cdktf-stack';
import { hclStack } from './hcl-stack';
import { PYTHON_CONTAINER } from './python-container';
import { R_CONTAINER } from './r-container';
import { sampleRows } from './sample-rows';
import { starterReadme } from './starter-readme';

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

export interface StarterFile {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
}

const CONTAINERS: Readonly<Record<Language, StarterContainer>> = { python: PYTHON_CONTAINER, r: R_CONTAINER };

/** Returns every file of a new project. */
export function starterFiles(choice: StarterChoice): readonly StarterFile[] {
  const container = CONTAINERS[choice.language];
  const stack = choice.hcl ? hclStack(choice.name, container) : cdktfStack(choice.name, container);
  const files = {
    ...container.files,
    ...sampleRows(),
    ...stack,
    'README.md': starterReadme(choice, container),
    '.gitignore': 'node_modules/\ncdktf.out/\n.terraform/\n.tuneform/\n*.tfstate*\n__pycache__/\n',
  };
  return Object.entries(files)
    .map(([path, content]) => ({ path, content, executable: content.startsWith('#!') }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}
