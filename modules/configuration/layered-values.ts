import { nearest } from '../kernel';
import type { Origin, Setting } from './origin';
import { isMapping, kindOf, named, shown } from './value';
import type { Mapping, Value } from './value';

type Node = Setting | Branch;
type Branch = Map<string, Node>;

/** `define` adds and changes; `override` only changes, so that a misspelt key is not carried along without effect. */
type Mode = 'define' | 'override';

interface Change {
  readonly mode: Mode;
  readonly origin: Origin;
}

/** The values of all layers merged so far, each with its origin. Problems are added to the list, and the rest goes on. */
export class LayeredValues {
  private readonly root: Branch = new Map();
  private readonly problems: string[];

  constructor(problems: string[]) {
    this.problems = problems;
  }

  /** Merges the values of a file below `path`. */
  define(path: readonly string[], values: Mapping, origin: Origin): void {
    this.put(this.root, [], { value: nestedIn(path, values), change: { mode: 'define', origin } });
  }

  /** Changes values that exist. */
  override(path: readonly string[], value: Value, origin: Origin): void {
    this.put(this.root, [], { value: nestedIn(path, value), change: { mode: 'override', origin } });
  }

  /** Adds what does not exist. */
  add(path: readonly string[], value: Value, origin: Origin): void {
    const present = this.at(path);
    if (present === undefined) {
      this.put(this.root, [], { value: nestedIn(path, value), change: { mode: 'define', origin } });
      return;
    }
    this.problems.push(
      `'${origin.source}' adds '${path.join('.')}', which exists: ${describe(present)}. Leave out the '+' to change it.`,
    );
  }

  delete(path: readonly string[], origin: Origin): void {
    const parent = this.at(path.slice(0, -1));
    const name = path.at(-1) ?? '';
    if (parent instanceof Map && parent.delete(name)) return;
    this.problems.push(
      `'${origin.source}' deletes '${path.join('.')}', which does not exist.${this.hint(path)} Leave the override out, or correct the key.`,
    );
  }

  /** Every value that is not a mapping of others, by its dotted name. */
  settings(): ReadonlyMap<string, Setting> {
    const found = new Map<string, Setting>();
    const visit = (branch: Branch, path: readonly string[]): void => {
      for (const [name, node] of branch) {
        if (node instanceof Map) visit(node, [...path, name]);
        else found.set([...path, name].join('.'), node);
      }
    };
    visit(this.root, []);
    return found;
  }

  values(): Mapping {
    const plain = (branch: Branch): Mapping =>
      Object.fromEntries(
        [...branch].map(([name, node]) => [name, node instanceof Map ? plain(node) : node.value]),
      );
    return plain(this.root);
  }

  private put(
    branch: Branch,
    above: readonly string[],
    { value, change }: { readonly value: Mapping; readonly change: Change },
  ): void {
    for (const [name, item] of Object.entries(value)) {
      const path = [...above, name];
      const present = branch.get(name);
      if (present === undefined && change.mode === 'override') this.unknown(path, change.origin);
      else if (isMapping(item)) this.putMapping(branch, path, { value: item, change });
      else if (present instanceof Map) this.clash(path, present, { value: item, change });
      else this.putValue(branch, path, { value: item, change });
    }
  }

  private putMapping(
    branch: Branch,
    path: readonly string[],
    given: { readonly value: Mapping; readonly change: Change },
  ): void {
    const name = path.at(-1) ?? '';
    const present = branch.get(name);
    if (present instanceof Map) {
      this.put(present, path, given);
      return;
    }
    if (present !== undefined && present.value !== null) {
      this.clash(path, present, given);
      return;
    }
    // All below is new, also where an unset value becomes a mapping.
    const below: Branch = new Map();
    branch.set(name, below);
    this.put(below, path, { value: given.value, change: { ...given.change, mode: 'define' } });
  }

  private putValue(
    branch: Branch,
    path: readonly string[],
    { value, change }: { readonly value: Value; readonly change: Change },
  ): void {
    const name = path.at(-1) ?? '';
    const present = branch.get(name);
    if (present instanceof Map) return;
    if (present !== undefined && !compatible(present.value, value)) {
      this.clash(path, present, { value, change });
      return;
    }
    const replaced = present ? [...present.replaced, withoutHistory(present)] : [];
    branch.set(name, { value, ...change.origin, replaced });
  }

  private at(path: readonly string[]): Node | undefined {
    let node: Node | undefined = this.root;
    for (const name of path) node = node instanceof Map ? node.get(name) : undefined;
    return node;
  }

  private clash(
    path: readonly string[],
    present: Node,
    { value, change }: { readonly value: Value; readonly change: Change },
  ): void {
    const kind = present instanceof Map ? 'mapping' : kindOf(present.value);
    const remedy =
      kind === 'mapping' ? 'Change one of the values in it' : `Give ${named(kind)}, or correct the key`;
    this.problems.push(
      `'${change.origin.source}' sets '${path.join('.')}' to ${shown(value)}, which is ${named(kindOf(value))}; it is ${describe(present)}. ${remedy}.`,
    );
  }

  private unknown(path: readonly string[], { layer, source }: Origin): void {
    const remedy =
      layer === 'static'
        ? `Write '+${source}' to add it.`
        : 'A file only changes values; declare the key in the defaults or in an option of a group.';
    this.problems.push(
      `'${source}' sets '${path.join('.')}', which does not exist.${this.hint(path)} ${remedy}`,
    );
  }

  /** Like " Did you mean 'model.max_iter'? Below 'model' there are: …". */
  private hint(path: readonly string[]): string {
    let depth = path.length - 1;
    while (depth > 0 && !(this.at(path.slice(0, depth)) instanceof Map)) depth -= 1;
    const above = path.slice(0, depth);
    const branch = this.at(above);
    const names = branch instanceof Map ? [...branch.keys()] : [];
    const [near] = nearest(path[depth] ?? '', names);
    const meant =
      near === undefined ? '' : ` Did you mean '${[...above, near, ...path.slice(depth + 1)].join('.')}'?`;
    const place = above.length === 0 ? 'At the top' : `Below '${above.join('.')}'`;
    return `${meant} ${place} there ${names.length === 0 ? 'is nothing' : `are: ${names.join(', ')}`}.`;
  }
}

/** An unset value takes any type, and any value may be unset. */
function compatible(present: Value, given: Value): boolean {
  return present === null || given === null || kindOf(present) === kindOf(given);
}

const withoutHistory = ({ value, layer, source }: Setting): Origin & { value: Value } => ({
  value,
  layer,
  source,
});

function describe(node: Node): string {
  if (node instanceof Map) return `a mapping of ${[...node.keys()].join(', ') || 'nothing'}`;
  return `${named(kindOf(node.value))}, ${shown(node.value)} by ${node.source}`;
}

function nestedIn(path: readonly string[], value: Value): Mapping {
  return path.reduceRight<Value>((below, name) => ({ [name]: below }), value) as Mapping;
}
