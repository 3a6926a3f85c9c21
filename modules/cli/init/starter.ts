import { cdktfStack } from './cdktf-stack';
import { hclStack } from './hcl-stack';
import { PYTHON_CONTAINER } from './python-container';
import { R_CONTAINER } from './r-container';
import { sampleRows } from './sample-rows';
import type { Language, StarterChoice, StarterContainer } from './starter-choice';
import { starterReadme } from './starter-readme';

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
