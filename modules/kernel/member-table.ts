/** How one member of a request is treated. A member that is in no table is refused by its name. */
export interface MemberTreatment {
  /** `unenforced`: accepted and described back as it was sent, but it changes nothing here. The job's log says so. */
  readonly treatment: 'served' | 'unenforced';
  /** Of an unenforced member: why it changes nothing, as the second half of a sentence. */
  readonly why?: string;
  /** The only values that are served. */
  readonly only?: readonly (string | number | boolean)[];
  /** The largest number, or the most entries of a list, that is served. */
  readonly most?: number;
}

/**
 * What a service does with the members of a request, by path: `A.B` is a member, `A[].B` one of every entry of a list, and
 * `A[]` the list itself. Only leaves are named (a list of texts and a map are leaves), so that a member which a later
 * version of the API adds to a structure is refused until somebody has decided about it.
 */
export type MemberTable = Readonly<Record<string, MemberTreatment>>;

/** A member of a request that is not served. */
export interface RefusedMember {
  /** As the API spells it, with positions in lists: `InputDataConfig[0].ShuffleConfig`. */
  readonly member: string;
  /** The member's name with its value where only the value is at fault: `Strategy "Grid"`. */
  readonly what: string;
  readonly advice: string;
}

/** Every member of the request that the table does not serve, in the request's order. */
export function refusedMembers(table: MemberTable, request: unknown): readonly RefusedMember[] {
  const refused: RefusedMember[] = [];
  visit({ table, prefixes: prefixesOf(table), refuse: (member) => refused.push(member) }, request, ROOT);
  return refused;
}

/** What the service does not do, and what to do about it, in one sentence for each member. */
export const refusalSentence = ({ what, advice }: Pick<RefusedMember, 'what' | 'advice'>): string =>
  `${what} is not supported by the local cloud yet. ${advice}, or use target "aws".`;

/** The unenforced members of the request, by the reason why they change nothing. Members set to false ask for nothing. */
export function unenforcedMembers(
  table: MemberTable,
  request: unknown,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const note = (member: string, { treatment, why = '' }: MemberTreatment, value: unknown): void => {
    if (treatment !== 'unenforced' || value === false) return;
    const members = found.get(why) ?? [];
    if (!members.includes(member)) found.set(why, [...members, member]);
  };
  visit({ table, prefixes: prefixesOf(table), note }, request, ROOT);
  return found;
}

/** The table with every path below `prefix`: `TrainingJobDefinition.` or `TrainingJobDefinitions[].`. */
export const below = (prefix: string, table: MemberTable): MemberTable =>
  Object.fromEntries(Object.entries(table).map(([path, treatment]) => [`${prefix}${path}`, treatment]));

interface Walk {
  readonly table: MemberTable;
  readonly prefixes: ReadonlySet<string>;
  readonly refuse?: (member: RefusedMember) => void;
  readonly note?: (member: string, treatment: MemberTreatment, value: unknown) => void;
}

const known = new WeakMap<MemberTable, ReadonlySet<string>>();

/** Every path that leads to a member of the table. */
function prefixesOf(table: MemberTable): ReadonlySet<string> {
  let prefixes = known.get(table);
  if (prefixes === undefined) {
    const steps = Object.keys(table).flatMap((path) =>
      [...path.matchAll(/\.|\[\]/g)].map(({ index }) => path.slice(0, index)),
    );
    prefixes = new Set(['', ...steps]);
    known.set(table, prefixes);
  }
  return prefixes;
}

/** The path in the table, and the path as it is shown. */
type Place = readonly [path: string, shown: string];

const ROOT: Place = ['', ''];

function visit(walk: Walk, value: unknown, [path, shown]: Place): void {
  if (value === null || value === undefined) return;
  // Names that every object has, such as `constructor`, are in no table.
  const treatment = Object.hasOwn(walk.table, path) ? walk.table[path] : undefined;
  if (treatment !== undefined) {
    walk.note?.(path, treatment, value);
    checkValue(walk, { treatment, value, shown });
  } else if (!walk.prefixes.has(path)) {
    // An empty list asks for nothing.
    if (!Array.isArray(value) || value.length > 0) {
      walk.refuse?.({ member: shown, what: shown, advice: 'Leave it out' });
    }
  } else if (Array.isArray(value)) visitList(walk, value, [path, shown]);
  else visitMembers(walk, value, [path, shown]);
}

function visitMembers(walk: Walk, structure: object, [path, shown]: Place): void {
  for (const [name, member] of Object.entries(structure)) {
    visit(walk, member, path === '' ? [name, name] : [`${path}.${name}`, `${shown}.${name}`]);
  }
}

function visitList(walk: Walk, entries: readonly unknown[], [path, shown]: Place): void {
  const most = walk.table[`${path}[]`]?.most;
  if (most !== undefined && entries.length > most) {
    const what = `${shown} of ${String(entries.length)} entries`;
    walk.refuse?.({ member: shown, what, advice: `Use at most ${String(most)}` });
    return;
  }
  entries.forEach((entry, index) => {
    visitMembers(walk, Object(entry) as object, [`${path}[]`, `${shown}[${String(index)}]`]);
  });
}

function checkValue(
  walk: Walk,
  of: { readonly treatment: MemberTreatment; readonly value: unknown; readonly shown: string },
): void {
  const { treatment, value, shown } = of;
  const what = `${shown} ${JSON.stringify(value)}`;
  const { only, most } = treatment;
  if (only !== undefined && !only.some((allowed) => allowed === value)) {
    const values = only.map((allowed) => JSON.stringify(allowed)).join(' or ');
    walk.refuse?.({ member: shown, what, advice: `Use ${values}` });
  }
  if (most !== undefined && typeof value === 'number' && value > most) {
    walk.refuse?.({ member: shown, what, advice: `Use at most ${String(most)}` });
  }
}
