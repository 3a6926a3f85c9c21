import { nearest } from '../kernel';
import { readConfigurationFile } from './configuration-file';
import type { ConfigurationFile } from './configuration-file';
import type { Origin } from './origin';
import type { Override } from './override';
import { isMapping } from './value';
import type { Mapping } from './value';

/** The values of one file, below the dotted name of its group. */
export interface Piece {
  readonly path: readonly string[];
  readonly values: Mapping;
  readonly origin: Origin;
}

/** The text of every file by its path from the configuration's folder: `config.yaml`, `model/poisson.yaml`. */
export type Files = Readonly<Record<string, string>>;

export const ROOT_FILE = 'config.yaml';

/** Returns the names of all groups: the folders with options. */
export function groupsOf(files: Files): ReadonlySet<string> {
  const folders = Object.keys(files).flatMap((path) => {
    const steps = path.split('/').slice(0, -1);
    return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
  });
  return new Set(folders);
}

export const optionsOf = (files: Files, group: string): readonly string[] =>
  Object.keys(files)
    .filter((path) => path.startsWith(`${group}/`) && !path.slice(group.length + 1).includes('/'))
    .map((path) => path.slice(group.length + 1).replace(/\.ya?ml$/, ''))
    .sort();

/** Returns what the root file and the chosen options say, weakest first. `choices` are overrides of groups. */
export function composeGroups(
  files: Files,
  choices: readonly Override[],
  problems: string[],
): readonly Piece[] {
  return new Composition(files, choices, problems).pieces();
}

class Composition {
  private readonly files: Files;
  private readonly problems: string[];
  private readonly choices: ReadonlyMap<string, Override>;
  private readonly found: Piece[] = [];
  private readonly done = new Set<string>();
  /** Which file chose an option of a group. */
  private readonly chosenBy = new Map<string, string>();

  constructor(files: Files, choices: readonly Override[], problems: string[]) {
    this.files = files;
    this.problems = problems;
    this.choices = new Map(choices.map((choice) => [choice.key, choice]));
  }

  pieces(): readonly Piece[] {
    if (this.files[ROOT_FILE] === undefined) {
      this.problems.push(`There is no ${ROOT_FILE}. Every configuration begins with one.`);
      return [];
    }
    this.visit(ROOT_FILE, '', []);
    for (const choice of this.choices.values()) this.addOrReport(choice);
    return this.found;
  }

  private visit(path: string, group: string, above: readonly string[]): void {
    if (above.includes(path)) {
      const cycle = [...above.slice(above.indexOf(path)), path].join(' → ');
      this.problems.push(
        `The files choose one another in a cycle: ${cycle}. Take one of them out of a 'defaults'.`,
      );
      return;
    }
    if (this.done.has(path)) return;
    const file: ConfigurationFile = readConfigurationFile(path, this.files[path] ?? '', this.problems);
    const chain = [...above, path];
    for (const base of file.bases) {
      const found = this.pathOf(group, base, path);
      if (found !== undefined) this.visit(found, group, chain);
    }
    this.done.add(path);
    const layer = group === '' ? 'defaults' : 'group';
    const steps = group === '' ? [] : group.split('/');
    this.found.push({ path: steps, values: file.values, origin: { layer, source: path } });
    for (const selection of file.selections) {
      const below = group === '' ? selection.group : `${group}/${selection.group}`;
      this.choose(below, selection.option, chain);
    }
  }

  private choose(group: string, option: string | null, chain: readonly string[]): void {
    const by = chain.at(-1) ?? '';
    const earlier = this.chosenBy.get(group);
    if (earlier !== undefined) {
      this.problems.push(
        `Group '${group}' is chosen twice, by ${earlier} and by ${by}. Choose one option of it, in one place.`,
      );
      return;
    }
    this.chosenBy.set(group, by);
    const override = this.choices.get(group);
    if (override?.action === 'delete') return;
    const instead = override?.action === 'set' ? optionIn(override, this.problems) : undefined;
    const wanted = instead ?? option;
    if (wanted === null) return;
    const path = this.pathOf(group, wanted, instead === undefined ? by : `'${override?.text ?? ''}'`);
    if (path !== undefined) this.visit(path, group, chain);
  }

  /** What of the overrides no list of defaults has: additions, and mistakes. */
  private addOrReport(choice: Override): void {
    const { key, action, text } = choice;
    const earlier = this.chosenBy.get(key);
    if (action === 'add') {
      if (earlier !== undefined) {
        this.problems.push(
          `'${text}' adds group '${key}', of which ${earlier} chooses an option. Leave out the '+'.`,
        );
        return;
      }
      const option = optionIn(choice, this.problems);
      if (option !== undefined) this.choose(key, option, [`'${text}'`]);
    } else if (earlier === undefined) {
      const does = action === 'set' ? 'chooses an option' : 'takes out the option';
      const remedy = action === 'set' ? `Write '+${text}' to add the group.` : 'Leave the override out.';
      this.problems.push(`'${text}' ${does} of group '${key}', which no 'defaults' names. ${remedy}`);
    }
  }

  private pathOf(group: string, option: string, by: string): string | undefined {
    const stem = group === '' ? option : `${group}/${option}`;
    const found = [`${stem}.yaml`, `${stem}.yml`].find((path) => this.files[path] !== undefined);
    if (found === undefined) this.problems.push(this.missing(group, option, by));
    return found;
  }

  private missing(group: string, option: string, by: string): string {
    if (group !== '' && !groupsOf(this.files).has(group)) {
      const groups = [...groupsOf(this.files)].sort();
      const [near] = nearest(group, groups);
      return (
        `${by} chooses option '${option}' of group '${group}', and there is no folder '${group}'.` +
        `${near === undefined ? '' : ` Did you mean '${near}'?`} Groups are: ${groups.join(', ') || 'none'}. ` +
        'Add the folder, and check that no .gitignore leaves it out.'
      );
    }
    const options = group === '' ? [] : optionsOf(this.files, group);
    const [near] = nearest(option, options);
    const file = group === '' ? `${option}.yaml` : `${group}/${option}.yaml`;
    return (
      `${by} chooses option '${option}'${group === '' ? '' : ` of group '${group}'`}, and there is no file '${file}'.` +
      `${near === undefined ? '' : ` Did you mean '${near}'?`} Options are: ${options.join(', ') || 'none'}.`
    );
  }
}

function optionIn({ text, key, values }: Override, problems: string[]): string | undefined {
  const [value] = values;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const kind = value !== undefined && isMapping(value) ? `'${key}' is a group: ` : '';
  problems.push(
    `'${text}' does not name an option: ${kind}write '${key}=option', or '~${key}' to choose none.`,
  );
  return undefined;
}
