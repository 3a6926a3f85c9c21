import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { messageOf, TuneformError } from '../../kernel';
import { ACTIONS } from './lifecycle-step';
import type { Action, LifecycleStep } from './lifecycle-step';

/**
 * Reads the steps from a folder, in the order of their names: each `.tf` file is one step, and so is each folder with
 * `.tf` files. Two comments add what a configuration cannot express: `# expect: replace` and `# import: ADDRESS ID`.
 *
 * Throws `STEPS_UNREADABLE` if the folder is missing, has no steps, or a step has another value in one of these
 * comments.
 */
export function readSteps(folder: string): readonly LifecycleStep[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw unreadable(`Name the folder of the steps; "${folder}" cannot be read: ${messageOf(error)}`, error);
  }
  const steps = names.flatMap((name) => {
    const path = join(folder, name);
    const text = statSync(path).isDirectory() ? folderText(path) : name.endsWith('.tf') ? textOf(path) : '';
    return text === '' ? [] : [stepOf(basename(name, '.tf'), text)];
  });
  if (steps.length === 0) {
    throw unreadable(`${folder} has no steps. A step is a .tf file, or a folder of them.`);
  }
  return steps;
}

const textOf = (file: string): string => readFileSync(file, 'utf8');

const folderText = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.tf'))
    .sort()
    .map((name) => textOf(join(folder, name)))
    .join('\n');

function stepOf(name: string, configuration: string): LifecycleStep {
  const expect = /^\s*#\s*expect:\s*(.*?)\s*$/m.exec(configuration)?.[1];
  if (expect !== undefined && !isAction(expect)) {
    throw unreadable(`Step ${name} expects "${expect}". Allowed are ${ACTIONS.join(', ')}.`);
  }
  const imports: [string, string][] = [];
  for (const [, said = ''] of configuration.matchAll(/^\s*#\s*import:\s*(.*?)\s*$/gm)) {
    const [, address, id] = /^(\S+)\s+(.+)$/.exec(said) ?? [];
    if (address === undefined || id === undefined) {
      throw unreadable(`Step ${name} imports "${said}". Give an address and an id: # import: ADDRESS ID`);
    }
    imports.push([address, id]);
  }
  return {
    name,
    configuration,
    ...(expect === undefined ? {} : { expect }),
    ...(imports.length === 0 ? {} : { imports: Object.fromEntries(imports) }),
  };
}

const isAction = (text: string): text is Action => (ACTIONS as readonly string[]).includes(text);

const unreadable = (message: string, cause?: unknown): TuneformError =>
  new TuneformError(message, { code: 'STEPS_UNREADABLE', summary: 'Steps Cannot Be Read', cause });
