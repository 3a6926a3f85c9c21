import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as markdown from 'prettier/plugins/markdown';
import * as yaml from 'prettier/plugins/yaml';
import { format } from 'prettier/standalone';
import type { Options } from 'prettier';
import type { Lazy, Schema } from '../../modules/plugin';
import { tuneformProvider } from '../../modules/provider';
import { functionSection } from './function-section';
import { importSection } from './import-section';
import { moduleReadme } from './module-tables';
import { schemaSection } from './schema-section';

const ROOT = join(__dirname, '..', '..');

/** Folder of the pages, relative to the root of the repository. */
const FOLDER = 'docs/reference';

/** One file of the reference. */
export interface ReferencePage {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/**
 * Returns the pages of the provider and of each of its resources, data sources and functions in the layout of the Terraform Registry,
 * generated from the schemas and the examples in `docs/reference/examples`. The same input gives the same text.
 */
export async function referencePages(): Promise<readonly ReferencePage[]> {
  const { name, schema, dataSources = [], ephemeralResources = [] } = tuneformProvider;
  if (ephemeralResources.length > 0) throw new Error('The reference has no pages for ephemeral resources.');
  const resources = await loaded(tuneformProvider.resources);
  const sources = await loaded(dataSources);
  const functions = await loaded(tuneformProvider.functions ?? []);
  const pages = [
    page('index.md', {
      title: `${name} Provider`,
      heading: `${name} Provider`,
      schema,
      example: 'provider',
      opening: [
        '## Resources',
        resources.map(({ typeName }) => `- [${typeName}](resources/${shortName(typeName)}.md)`).join('\n'),
        '## Data Sources',
        sources.map(({ typeName }) => `- [${typeName}](data-sources/${shortName(typeName)}.md)`).join('\n'),
        '## Functions',
        functions.map(({ name: own, summary }) => `- [${own}](functions/${own}.md): ${summary}`).join('\n'),
        'Errors and warnings that end with a code in brackets are explained in [diagnostics](diagnostics.md).',
        'What runs under which Terraform, OpenTofu and Node: [compatibility](compatibility.md).',
      ],
    }),
    ...resources.map((resource) =>
      page(`resources/${shortName(resource.typeName)}.md`, {
        title: `${resource.typeName} Resource - ${name}`,
        heading: `${resource.typeName} (Resource)`,
        schema: resource.schema,
        example: shortName(resource.typeName),
        closing: importSection(resource.typeName, 'importState' in resource),
      }),
    ),
    ...sources.map((source) =>
      page(`data-sources/${shortName(source.typeName)}.md`, {
        title: `${source.typeName} Data Source - ${name}`,
        heading: `${source.typeName} (Data Source)`,
        schema: source.schema,
        example: `data-sources/${shortName(source.typeName)}`,
      }),
    ),
    ...functions.map((one) =>
      page(`functions/${one.name}.md`, {
        title: `${one.name} function - ${name}`,
        heading: `${one.name} (Function)`,
        description: one.description,
        example: `functions/${one.name}`,
        closing: functionSection(one),
      }),
    ),
  ];
  return [...(await Promise.all(pages)), await readmeOfModule()];
}

/** The tables in the README of the HCL module; the rest of it is written by hand. */
async function readmeOfModule(): Promise<ReferencePage> {
  return { path: 'terraform/tuning-experiment/README.md', text: await formatted(moduleReadme()) };
}

async function formatted(text: string): Promise<string> {
  const options = JSON.parse(read('.prettierrc.json')) as Options;
  return format(text, { ...options, parser: 'markdown', plugins: [markdown, yaml] });
}

/** Loads what a provider lists, whichever way it lists it. */
function loaded<T extends object>(entries: readonly Lazy<T>[]): Promise<readonly T[]> {
  return Promise.all(
    entries.map(async (entry) => {
      if (typeof entry === 'function') return entry();
      return 'load' in entry ? (entry as { load: () => T | Promise<T> }).load() : entry;
    }),
  );
}

interface Content {
  readonly title: string;
  readonly heading: string;
  /** Of a function: without a schema. */
  readonly description?: string;
  readonly schema?: Schema;
  /** Name of the example's file, without `.tf`. */
  readonly example: string;
  readonly opening?: readonly string[];
  readonly closing?: readonly string[];
}

async function page(file: string, content: Content): Promise<ReferencePage> {
  const description = content.description ?? content.schema?.description ?? '';
  const example = read(`${FOLDER}/examples/${content.example}.tf`).trim();
  const frontMatter = [
    '---',
    `page_title: ${JSON.stringify(content.title)}`,
    'subcategory: ""',
    'description: |-',
    `  ${description}`,
    '---',
  ];
  const text = [
    frontMatter.join('\n'),
    '<!-- Written by `npm run docs:reference` from the schema; change that or the example instead. -->',
    `# ${content.heading}`,
    description,
    ...(content.opening ?? []),
    '## Example Usage',
    `\`\`\`terraform\n${example}\n\`\`\``,
    ...furtherExamples(content.example),
    ...(content.schema === undefined ? [] : [schemaSection(content.schema)]),
    ...(content.closing ?? []),
  ].join('\n\n');
  return { path: `${FOLDER}/${file}`, text: await formatted(text) };
}

/** Further examples of a resource: files of the folder named after it, each with its heading as a comment in the first line. */
function furtherExamples(name: string): readonly string[] {
  const folder = `${FOLDER}/examples/${name}`;
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder))
    .sort()
    .flatMap((file) => {
      const [first = '', ...rest] = read(`${folder}/${file}`).trim().split('\n');
      return [`### ${first.replace(/^# /, '')}`, `\`\`\`terraform\n${rest.join('\n').trim()}\n\`\`\``];
    });
}

function shortName(typeName: string): string {
  return typeName.replace(/^tuneform_/, '');
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
