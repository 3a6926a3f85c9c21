/** The treatment of a request member. A member that is in no table is rejected by name. */
export interface MemberTreatment {
  /** `unenforced`: accepted and returned in descriptions, but without effect. The job's log says so. */
  readonly treatment: 'served' | 'unenforced';
  /** Why an unenforced member has no effect, as the second half of a sentence. */
  readonly why?: string;
  /** The only supported values. */
  readonly only?: readonly (string | number | boolean)[];
  /** The largest supported number, or the maximum number of entries of a list. */
  readonly most?: number;
}

/**
 * A service's treatment of request members, by path: `A.B` is a member, `A[].B` a member of every entry of a list, and `A[]`
 * the list itself. The table contains only leaves (a list of strings and a map are leaves), so that a member which a later API
 * version adds to a structure is rejected until the table contains it.
 */
export type MemberTable = Readonly<Record<string, MemberTreatment>>;

/** An unsupported request member. */
export interface RejectedMember {
  /** As the API spells it, with positions in lists: `InputDataConfig[0].ShuffleConfig`. */
  readonly member: string;
  /** The member's name, with its value if only the value is unsupported: `Strategy "Grid"`. */
  readonly what: string;
  readonly advice: string;
}

/** Returns every unsupported member of the request, in the request's order. */
export function rejectedMembers(table: MemberTable, request: unknown): readonly RejectedMember[] {
  const rejected: RejectedMember[] = [];
  visit({ table, prefixes: prefixesOf(table), reject: (member) => rejected.push(member) }, request, ROOT);
  return rejected;
}

/** Returns the message for an unsupported member: what is unsupported and what to do. */
export const rejectionSentence = ({ what, advice }: Pick<RejectedMember, 'what' | 'advice'>): string =>
  `${what} is not supported by the local cloud yet. ${advice}, or use target "aws".`;

/** Returns the request's unenforced members by the reason why they have no effect. Ignores members set to false. */
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

/** Returns the table with every path prefixed: `TrainingJobDefinition.` or `TrainingJobDefinitions[].`. */
export const below = (prefix: string, table: MemberTable): MemberTable =>
  Object.fromEntries(Object.entries(table).map(([path, treatment]) => [`${prefix}${path}`, treatment]));

interface Walk {
  readonly table: MemberTable;
  readonly prefixes: ReadonlySet<string>;
  readonly reject?: (member: RejectedMember) => void;
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
  // Inherited names such as `constructor` are in no table.
  const treatment = Object.hasOwn(walk.table, path) ? walk.table[path] : undefined;
  if (treatment !== undefined) {
    walk.note?.(path, treatment, value);
    checkValue(walk, { treatment, value, shown });
  } else if (!walk.prefixes.has(path)) {
    // An empty list requests nothing.
    if (!Array.isArray(value) || value.length > 0) {
      walk.reject?.({ member: shown, what: shown, advice: 'Leave it out' });
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
    walk.reject?.({ member: shown, what, advice: `Use at most ${String(most)}` });
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
    walk.reject?.({ member: shown, what, advice: `Use ${values}` });
  }
  if (most !== undefined && typeof value === 'number' && value > most) {
    walk.reject?.({ member: shown, what, advice: `Use at most ${String(most)}` });
  }
}
