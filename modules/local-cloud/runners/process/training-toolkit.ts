import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `sagemaker-training` and the toolkits of frameworks over it, `sagemaker-pytorch-training`. */
const REQUIREMENT = /^\s*sagemaker[-_.]([a-z0-9]+[-_.])?training\b/im;
/** Where images keep the packages of their Python. */
const LIBRARIES = ['usr/local/lib', 'usr/lib', 'opt/conda/lib', 'opt/venv/lib'];

/** The same, as patterns of a shell, below the image's root. */
export const TOOLKIT_PLACES: readonly string[] = LIBRARIES.flatMap((library) =>
  ['site-packages', 'dist-packages'].map((packages) => `${library}/python3*/${packages}/sagemaker_training`),
);

/**
 * Whether an image carries SageMaker's training toolkit, the only thing that sets the `SM_…` variables on AWS: it is named
 * in the image's requirements, or it is among the packages of the image's Python.
 */
export function carriesTrainingToolkit(root: string, requirementsFile: string): boolean {
  if (existsSync(requirementsFile) && REQUIREMENT.test(readFileSync(requirementsFile, 'utf8'))) return true;
  return LIBRARIES.some((library) =>
    pythonsOf(join(root, library)).some((python) =>
      ['site-packages', 'dist-packages'].some((packages) =>
        existsSync(join(root, library, python, packages, 'sagemaker_training')),
      ),
    ),
  );
}

function pythonsOf(library: string): readonly string[] {
  return existsSync(library) ? readdirSync(library).filter((name) => name.startsWith('python3')) : [];
}
