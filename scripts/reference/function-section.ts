import type { ElementType, Parameter, ProviderFunction, ValueType } from '../../modules/plugin';

type Described = Pick<ProviderFunction, 'name' | 'parameters' | 'variadic' | 'result'>;

/** Returns the sections of a function's page after the example: its signature in the registry's form, then its arguments. */
export function functionSection(described: Described): readonly string[] {
  const { name, parameters, variadic, result } = described;
  const all = [...parameters, ...(variadic === undefined ? [] : [variadic])];
  const signature = all.map((one) => `${one.name} ${spelling(one.type)}${one === variadic ? '...' : ''}`);
  return [
    '## Signature',
    `\`\`\`text\n${name}(${signature.join(', ')}) ${spelling(result)}\n\`\`\``,
    '## Arguments',
    all.map((one, index) => `${String(index + 1)}. ${lineOf(one, one === variadic)}`).join('\n'),
    'Needs Terraform 1.8 or OpenTofu 1.7. Older versions ignore the provider’s functions.',
  ];
}

function lineOf({ name, type, description, allowNull }: Parameter, isVariadic: boolean): string {
  const remarks = [isVariadic ? 'Variadic' : '', typeName(type), allowNull === true ? 'Nullable' : ''];
  return `\`${name}\` (${remarks.filter((remark) => remark !== '').join(', ')}) ${description}`;
}

const NAMES: Partial<Record<ValueType['kind'], string>> = {
  string: 'String',
  number: 'Number',
  bool: 'Boolean',
  dynamic: 'Dynamic',
};

function typeName(type: ValueType): string {
  const name = NAMES[type.kind];
  if (name === undefined) throw new Error(`The reference has no name for a parameter of type ${type.kind}.`);
  return name;
}

/** The type as HCL spells it. */
function spelling(type: ElementType): string {
  if ('nullable' in type) return spelling(type.nullable);
  return 'element' in type ? `${type.kind} of ${spelling(type.element)}` : type.kind;
}
