import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerExecutable } from '../../../modules/delivery/provider-executable';
import layersFile from '../../../layers';
import { providerVersion } from '../../../modules/delivery/provider-version';
import { fill, scratchFolder } from '../../support/scratch-folder';

const layers: Readonly<Record<string, { readonly modules: readonly string[] }>> = layersFile;
const NAME = `dist/terraform-provider-tuneform_v${providerVersion()}`;

const packageOf = (files: Record<string, string>): { root: string; builds: string[]; find: () => string } => {
  const root = scratchFolder({ 'package.json': '{}', 'modules/provider/main.ts': '', ...files });
  const builds: string[] = [];
  const build = (folder: string): void => {
    builds.push(folder);
    fill(folder, { [NAME]: 'built' });
  };
  return { root, builds, find: () => providerExecutable(root, build) };
};

/** A module and every module that it may import, directly or not. */
const withNeighbours = (name: string): readonly string[] => [
  name,
  ...(layers[name]?.modules.flatMap(withNeighbours) ?? []),
];

describe('the provider’s executable', () => {
  it('is built when it is missing', () => {
    const { root, builds, find } = packageOf({ 'scripts/build-provider.ts': '' });
    expect(find()).toBe(join(root, NAME));
    expect(builds).toEqual([root]);
  });

  it('is used as it is while it is newer than its sources, and built again when one changed', () => {
    const { root, builds, find } = packageOf({ 'scripts/build-provider.ts': '', [NAME]: 'earlier' });
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(root, NAME), later, later);
    find();
    expect(builds).toEqual([]);
    const latest = new Date(Date.now() + 120_000);
    utimesSync(join(root, 'modules/provider/main.ts'), latest, latest);
    find();
    expect(builds).toEqual([root]);
  });

  it.each([...new Set(['provider', 'bundle'].flatMap(withNeighbours))])(
    'is built again when modules/%s changed',
    (name) => {
      const source = `modules/${name}/index.ts`;
      const { root, builds, find } = packageOf({
        'scripts/build-provider.ts': '',
        [NAME]: 'earlier',
        [source]: '',
      });
      const later = new Date(Date.now() + 60_000);
      utimesSync(join(root, source), later, later);
      find();
      expect(builds).toEqual([root]);
    },
  );

  it('is taken as it came in a package without sources', () => {
    const { root, builds, find } = packageOf({ [NAME]: 'shipped' });
    rmSync(join(root, 'modules'), { recursive: true });
    expect(find()).toBe(join(root, NAME));
    expect(builds).toEqual([]);
  });

  it('that is neither there nor to be built is an error with the remedy', () => {
    const { root } = packageOf({});
    expect(() => providerExecutable(root)).toThrow('is missing. Run `npm run build`.');
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });

  it('that cannot be built says why in the builder’s own words', () => {
    const { root } = packageOf({});
    fill(root, { 'scripts/.keep': '' });
    writeFileSync(join(root, 'scripts/build-provider.ts'), 'throw new Error("no such module");\n');
    expect(() => providerExecutable(root)).toThrow(
      /could not be built; `npm run build` shows the same.*no such module/s,
    );
  });
});
