import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePages } from '../../scripts/reference/reference-pages';
import type { ReferencePage } from '../../scripts/reference/reference-pages';

const root = join(__dirname, '../..');
const listed = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

let pages: readonly ReferencePage[];

beforeAll(async () => {
  pages = await referencePages();
});

describe('the reference', () => {
  it('is up to date with the schema and the examples', () => {
    const committed = pages.map(({ path }) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
    expect(committed).toEqual(pages);
  });

  it('has a page and an example for every resource, and none for what is gone', () => {
    const names = pages.flatMap(({ path }) => /resources\/(.*)\.md$/.exec(path)?.[1] ?? []).sort();
    expect(names.length).toBeGreaterThan(0);
    expect(listed('docs/reference/resources', '.md')).toEqual(names);
    const sources = pages.flatMap(({ path }) => /data-sources\/(.*)\.md$/.exec(path)?.[1] ?? []).sort();
    expect(listed('docs/reference/data-sources', '.md')).toEqual(sources);
    expect(listed('docs/reference/examples', '.tf')).toEqual([...names, 'provider'].sort());
    expect(listed('docs/reference/examples/data-sources', '.tf')).toEqual(sources);
    const functions = pages.flatMap(({ path }) => /functions\/(.*)\.md$/.exec(path)?.[1] ?? []).sort();
    expect(functions.length).toBeGreaterThan(0);
    expect(listed('docs/reference/functions', '.md')).toEqual(functions);
    expect(listed('docs/reference/examples/functions', '.tf')).toEqual(functions);
    // Further examples are in folders named after the resource.
    const folders = readdirSync(join(root, 'docs/reference/examples'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(
      folders.filter((name) => !['functions', 'data-sources'].includes(name) && !names.includes(name)),
    ).toEqual([]);
  });

  it('shows in each example only attributes of its page, since Terraform drops a misspelt one inside an object', () => {
    for (const { path, text } of pages.filter(({ path: one }) =>
      /^docs\/reference\/(?!functions\/)/.test(one),
    )) {
      const examples = [...text.matchAll(/```terraform\n(?:terraform \{[\s\S]*?\n\}\n)?([\s\S]*?)```/g)];
      const whole = examples.map(([, body = '']) => body).join('\n');
      // An output has the example's own names.
      const example = whole.replace(/^output "[^"]*" \{[\s\S]*?^\}/gm, '');
      const maps = [...text.matchAll(/^- `(\w+)` \(Map of/gm)].map(([, name = '']) => name).join('|');
      const withoutMaps = example.replace(new RegExp(`\\b(${maps})(\\s*=) \\{[^}]*\\}`, 'g'), '$1$2 {}');
      const used = [...withoutMaps.matchAll(/(\w+)\s*= /g)].map(([, name = '']) => name);
      expect(used.length).toBeGreaterThan(1);
      // Names of local values are the example's own.
      const unknown = used.filter(
        (name) => !text.includes(`\n- \`${name}\` (`) && !example.includes(`local.${name}`),
      );
      expect({ path, unknown }).toEqual({ path, unknown: [] });
    }
  });

  it('leads from every mention of a nested schema to its section, and each section is mentioned once', () => {
    for (const { path, text } of pages) {
      const targets = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => `${path}#${target ?? ''}`);
      const anchors = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => `${path}#${anchor ?? ''}`);
      expect(targets.sort()).toEqual(anchors.sort());
    }
  });
});
