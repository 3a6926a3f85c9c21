import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';
import type { Options } from 'prettier';
import type { AnyAttribute, Attributes, Schema, ValueType } from '../../modules/plugin';
import { tuneformProvider } from '../../modules/provider';
import { namedShapes } from './named-shapes';
import type { ShapeNames } from './named-shapes';

const ROOT = join(__dirname, '..', '..');
const FOLDER = 'modules/constructs/bindings';
const MARK = '// Written by `npm run bindings` from the provider’s schemas; change those instead.';

/** One file of the construct bindings. */
export interface BindingFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/**
 * Returns a typed binding for each resource and data source of the provider, the shapes that occur more than once in them, and the
 * list of attributes whose keys the user chooses.
 */
export async function bindingFiles(): Promise<readonly BindingFile[]> {
  const resources = await Promise.all(
    tuneformProvider.resources.map(async (lazy) => {
      if (typeof lazy === 'function') return lazy();
      return 'load' in lazy ? lazy.load() : lazy;
    }),
  );
  const sources = await Promise.all(
    (tuneformProvider.dataSources ?? []).map(async (lazy) => {
      if (typeof lazy === 'function') return lazy();
      return 'load' in lazy ? lazy.load() : lazy;
    }),
  );
  const maps = new Set(resources.flatMap(({ schema }) => mapsIn(schema.attributes)));
  const schemas = [...resources, ...sources].map(({ schema }) => schema.attributes);
  const { names, shapes } = namedShapes(schemas, 'Tuneform', (shape) => members(shape, new Map()));
  const files = [
    ...resources.map(({ typeName, schema }) => ({
      path: `${FOLDER}/${typeName.replaceAll('_', '-')}.ts`,
      text: binding(typeName, schema, names),
    })),
    ...sources.map(({ typeName, schema }) => ({
      path: `${FOLDER}/data-${typeName.replaceAll('_', '-')}.ts`,
      text: dataBinding(typeName, schema, names),
    })),
    { path: `${FOLDER}/shapes.ts`, text: sharedShapes(shapes, names) },
    {
      path: `${FOLDER}/maps.ts`,
      text: `${MARK}\n\n/** Attributes whose keys the user chooses. */\nexport const MAPS: readonly string[] = ${JSON.stringify([...maps].sort())};\n`,
    },
  ];
  const options = JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8')) as Options;
  return Promise.all(
    files.map(async ({ path, text }) => ({
      path,
      text: await format(text, { ...options, parser: 'typescript', plugins: [typescript, estree] }),
    })),
  );
}

function binding(type: string, { description, attributes }: Schema, names: ShapeNames): string {
  const name = camelCase(`_${type}`);
  const [summary = ''] = description.split(/(?<=\.) /);
  const argumentsText = members(attributes, names);
  return `${MARK}
import type { Construct } from 'constructs';
import type { ImportableResource, ${resolvable(attributes)}TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
${importsOf(argumentsText, names)}import { TuneformResource } from './tuneform-resource';

/** Arguments of \`${type}\`. */
export interface ${name}Config extends TerraformMetaArguments {
  ${argumentsText}
}

/** \`${type}\`: ${summary} */
export class ${name} extends TuneformResource<${name}Config> {
  static readonly tfResourceType = '${type}';

  constructor(scope: Construct, id: string, config: ${name}Config) {
    super(scope, id, ${name}.tfResourceType, config);
  }

/** Imports an existing resource into the stack under \`id\`, so that the plan can print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: ${name}.tfResourceType, ...from });
  }

  ${getters(attributes)}
}
`;
}

function dataBinding(type: string, { description, attributes }: Schema, names: ShapeNames): string {
  const name = camelCase(`_data_${type}`);
  const [summary = ''] = description.split(/(?<=\.) /);
  const argumentsText = members(attributes, names);
  return `${MARK}
import type { Construct } from 'constructs';
import type { ${resolvable(attributes)}TerraformMetaArguments } from '../dialect';
${importsOf(argumentsText, names)}import { TuneformDataSource } from './tuneform-data-source';

/** Arguments of the data source \`${type}\`. */
export interface ${name}Config extends TerraformMetaArguments {
  ${argumentsText}
}

/** Data source \`${type}\`: ${summary} */
export class ${name} extends TuneformDataSource<${name}Config> {
  static readonly tfResourceType = '${type}';

  constructor(scope: Construct, id: string, config: ${name}Config) {
    super(scope, id, ${name}.tfResourceType, config);
  }

  ${getters(attributes)}
}
`;
}

/** Imports the type of lists of objects, where there are such. */
const resolvable = (attributes: Attributes): string =>
  getters(attributes).includes('IResolvable') ? 'IResolvable, ' : '';

/** The shapes that occur more than once in the resources and data sources, each declared once. */
function sharedShapes(shapes: ReadonlyMap<string, Attributes>, names: ShapeNames): string {
  const declared = [...shapes].map(
    ([name, shape]) => `export interface ${name} { ${members(shape, names)} }\n`,
  );
  return `${MARK}\n\n${declared.join('\n')}`;
}

/** Imports the shared shapes that the text of a binding names. */
function importsOf(text: string, names: ShapeNames): string {
  const used = [...names.values()].filter((name) => new RegExp(`\\b${name}\\b`).test(text)).sort();
  return used.length === 0 ? '' : `import type { ${used.join(', ')} } from './shapes';\n`;
}

function members(attributes: Attributes, names: ShapeNames): string {
  return Object.entries(attributes)
    .filter(([, { required, optional }]) => required || optional)
    .map(([name, attribute]) => {
      const mark = attribute.required ? '' : '?';
      return `${comment(attribute)}\nreadonly ${camelCase(name)}${mark}: ${typeOf(attribute, names)};`;
    })
    .join('\n');
}

function comment({ description, defaultValue }: AnyAttribute): string {
  const told = defaultValue === undefined ? '' : ` @default ${JSON.stringify(defaultValue)}`;
  return `/** ${description}${told} */`;
}

function typeOf(attribute: AnyAttribute, names: ShapeNames): string {
  const { shape } = attribute;
  if (!('nesting' in shape)) return wordsOf(attribute) ?? plainType(shape);
  const object = names.get(members(shape.attributes, new Map())) ?? `{ ${members(shape.attributes, names)} }`;
  if (shape.nesting === 'single') return object;
  return shape.nesting === 'map' ? `Readonly<Record<string, ${object}>>` : `readonly (${object})[]`;
}

/** The union of the texts that are allowed, where they are a closed set. */
function wordsOf({ words, validators }: AnyAttribute): string | undefined {
  const allowed = words ?? validators.find((validator) => validator.words !== undefined)?.words;
  return allowed?.map((word) => `'${word}'`).join(' | ');
}

function plainType(type: ValueType): string {
  if (type.kind === 'string' || type.kind === 'number') return type.kind;
  if (type.kind === 'bool') return 'boolean';
  if (type.kind === 'map') return `Readonly<Record<string, ${plainType(type.element as ValueType)}>>`;
  if (type.kind === 'list' || type.kind === 'set') {
    return `readonly ${plainType(type.element as ValueType)}[]`;
  }
  throw new Error(`The bindings do not support the type ${type.kind} yet. Add it to this file.`);
}

const GETTERS: Readonly<Record<string, readonly [string, string]>> = {
  string: ['string', 'getStringAttribute'],
  number: ['number', 'getNumberAttribute'],
  list: ['string[]', 'getListAttribute'],
  map: ['Record<string, string>', 'getStringMapAttribute'],
};

/**
 * The values that other objects refer to: every computed attribute. Members of an object are references of their own; a list of objects is one
 * reference, for an output or an expression.
 */
function getters(attributes: Attributes): string {
  return Object.entries(attributes)
    .flatMap(([name, attribute]) => {
      if (attribute.required || attribute.optional) return [];
      const [type, value] = reference(attribute, name) ?? [];
      if (type === undefined || value === undefined) return [];
      return [`/** ${attribute.description} */\nget ${camelCase(name)}(): ${type} { return ${value}; }`];
    })
    .join('\n');
}

/** Returns the type of a reference to the value at a path, and the expression that makes it; undefined where there is none. */
function reference({ shape }: AnyAttribute, path: string): readonly [string, string] | undefined {
  if ('kind' in shape) {
    const [type, method] = GETTERS[shape.kind] ?? [];
    return type === undefined || method === undefined ? undefined : [type, `this.${method}('${path}')`];
  }
  if (shape.nesting !== 'single') return ['IResolvable', `this.interpolationForAttribute('${path}')`];
  const inner = Object.entries(shape.attributes).flatMap(([name, attribute]) => {
    const [type, value] = reference(attribute, `${path}.${name}`) ?? [];
    if (type === undefined || value === undefined) return [];
    return [{ declared: `readonly ${camelCase(name)}: ${type};`, given: `${camelCase(name)}: ${value}` }];
  });
  const declared = inner.map((one) => one.declared).join(' ');
  return [`{ ${declared} }`, `{ ${inner.map((one) => one.given).join(', ')} }`];
}

function mapsIn(attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, { shape, required, optional }]) => {
    if (!required && !optional) return [];
    if ('nesting' in shape) return mapsIn(shape.attributes);
    return shape.kind === 'map' ? [camelCase(name)] : [];
  });
}

/** `s3_uri` to `s3Uri`. */
const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
