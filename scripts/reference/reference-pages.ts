import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as markdown from 'prettier/plugins/markdown';
import * as yaml from 'prettier/plugins/yaml';
import { format } from 'prettier/standalone';
import type { Options } from 'prettier';
import type { Schema } from '../../modules/plugin';
import { tuneformProvider } from '../../modules/provider';
import { importSection } from './import-section';
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
 * Returns the pages of the provider and of each of its resources and data sources in the layout of the Terraform Registry, generated
 * from the schemas and the examples in `docs/reference/examples`. The same input gives the same text.
 */
export async function referencePages(): Promise<readonly ReferencePage[]> {
  const { name, schema, dataSources = [], ephemeralResources, functions } = tuneformProvider;
  const others = [ephemeralResources, functions];
  if (others.some((list) => list !== undefined && list.length > 0)) {
    throw new Error('The reference has pages for resources and data sources only.');
  }
  const resources = await Promise.all(
    tuneformProvider.resources.map(async (lazy) => {
      if (typeof lazy === 'function') return lazy();
      return 'load' in lazy ? lazy.load() : lazy;
    }),
  );
  const sources = await Promise.all(
    dataSources.map(async (lazy) => {
      if (typeof lazy === 'function') return lazy();
      return 'load' in lazy ? lazy.load() : lazy;
    }),
  );
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
        example: shortName(source.typeName),
      }),
    ),
  ];
  return Promise.all(pages);
}

interface Content {
  readonly title: string;
  readonly heading: string;
  readonly schema: Schema;
  /** Name of the example's file, without `.tf`. */
  readonly example: string;
  readonly opening?: readonly string[];
  readonly closing?: readonly string[];
}

async function page(file: string, content: Content): Promise<ReferencePage> {
  const { description } = content.schema;
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
    schemaSection(content.schema),
    ...(content.closing ?? []),
  ].join('\n\n');
  const options = JSON.parse(read('.prettierrc.json')) as Options;
  return {
    path: `${FOLDER}/${file}`,
    text: await format(text, { ...options, parser: 'markdown', plugins: [markdown, yaml] }),
  };
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
