import type { Attribute, Attributes } from '../../tuning';

type Values = Readonly<Record<string, unknown>>;

/** Members that are not spelt as their attributes are. */
const ODD_NAMES: Readonly<Record<string, string>> = {
  objective: 'HyperParameterTuningJobObjective',
  volume_size_in_gb: 'VolumeSizeInGB',
};

/** Numbers that travel as text. JavaScript's shortest form of a number reads back as the same number. */
const AS_TEXT: ReadonlySet<string> = new Set(['min_value', 'max_value']);

/** The API's name of an attribute: `s3_output_path` → `S3OutputPath`. */
export function memberName(attribute: string): string {
  let name = names.get(attribute);
  if (name === undefined) names.set(attribute, (name = spelt(attribute)));
  return name;
}

/** A description has hundreds of members, and few names. */
const names = new Map<string, string>();

function spelt(attribute: string): string {
  const words = attribute.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return ODD_NAMES[attribute] ?? words.join('');
}

/**
 * Values under the API's names, without what is absent or empty: the service fills in its own defaults, and an empty
 * structure is not the same as an absent one to other readers of the description.
 */
export function toMembers(attributes: Attributes, values: object): Values {
  const pairs = Object.entries(attributes).map(([name, attribute]) => {
    const told = attribute.sentWith !== undefined && (values as Values)[attribute.sentWith] !== undefined;
    const value = (values as Values)[name] ?? (told ? attribute.filledIn : undefined);
    const text = AS_TEXT.has(name) && typeof value === 'number';
    return [memberName(name), text ? String(value) : toMember(attribute, value)];
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Values;
}

function toMember({ kind, presence, attributes = {} }: Attribute, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (kind === 'object') {
    const members = toMembers(attributes, value as object);
    return presence !== 'required' && Object.keys(members).length === 0 ? undefined : members;
  }
  if (kind === 'list' || kind === 'texts') {
    const items = value as readonly object[];
    if (items.length === 0) return undefined;
    return kind === 'texts' ? [...items] : items.map((item) => toMembers(attributes, item));
  }
  if (kind !== 'map') return value;
  return Object.keys(value as object).length === 0 ? undefined : { ...(value as object) };
}

/** The values of the attributes that members hold. What the model has no attribute for is left out. */
export function fromMembers(attributes: Attributes, members: object): Values {
  const pairs = Object.entries(attributes).map(([name, attribute]) => {
    const member = (members as Values)[memberName(name)];
    const text = AS_TEXT.has(name) && typeof member === 'string';
    return [name, text ? Number(member) : fromMember(attribute, member)];
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Values;
}

function fromMember({ kind, presence, attributes = {} }: Attribute, member: unknown): unknown {
  if (member === undefined || member === null) return undefined;
  if (kind === 'object') return fromMembers(attributes, member);
  if (kind === 'list') return (member as object[]).map((item) => fromMembers(attributes, item));
  // Some services answer an empty text in place of leaving the member out.
  return member === '' && presence !== 'required' ? undefined : member;
}

/** True when values hold all that is required and no word that is not known: a search that the model can express. */
export function isExpressible(attributes: Attributes, values: object): boolean {
  return Object.entries(attributes).every(([name, { kind, presence, words, attributes: inner = {} }]) => {
    const value = (values as Values)[name];
    if (value === undefined) return presence !== 'required';
    if (kind === 'object') return isExpressible(inner, value as object);
    if (kind === 'list') return (value as object[]).every((item) => isExpressible(inner, item));
    return words?.includes(value as string) ?? true;
  });
}

/** What the service alone says of the instance preferences: which one it took. */
const ANSWERED = new Set(['SelectedInstanceType', 'SelectedInstanceCount']);

/**
 * Returns the members that hold something and have no attribute: `TrainingJobDefinition.DefinitionName`. What the service alone says is
 * not one.
 */
export function unknownMembers(attributes: Attributes, members: object, at = ''): readonly string[] {
  const known = new Map(Object.entries(attributes).map(([name, attribute]) => [memberName(name), attribute]));
  return Object.entries(members).flatMap(([name, member]: [string, unknown]) => {
    const path = `${at}${name}`;
    const attribute = known.get(name);
    if (member === undefined || member === null || member === '' || ANSWERED.has(name)) return [];
    if (attribute === undefined) return [path];
    const { kind, words, attributes: inner = {} } = attribute;
    if (kind === 'object') return unknownMembers(inner, member, `${path}.`);
    if (kind === 'list') {
      return (member as object[]).flatMap((item, index) =>
        unknownMembers(inner, item, `${path}[${String(index)}].`),
      );
    }
    return words?.includes(member as string) === false ? [`${path} ${JSON.stringify(member)}`] : [];
  });
}
