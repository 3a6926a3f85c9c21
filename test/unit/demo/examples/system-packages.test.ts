import { ensureSystemPackages } from '../../../../modules/demo/examples/system-packages';
import type { RunCommand } from '../../../../modules/demo/examples/system-packages';
import { styleFor } from '../../../../modules/cli';

const PACKAGES = [
  { debian: 'r-base-core', check: ['Rscript', '--version'] },
  { debian: 'r-cran-mda', check: ['Rscript', '-e', 'library(mda)'] },
] as const;

/** A machine where apt-get installs what it is asked for, once its list of packages is there. */
function machine(had: readonly string[], { hasApt = true, knows = true, lists = true } = {}) {
  const installed = new Set(had);
  const ran: string[] = [];
  let listed = lists;
  const run: RunCommand = (command) => {
    const line = command.join(' ');
    const asked = PACKAGES.find(({ check }) => check.join(' ') === line);
    if (asked !== undefined) return Promise.resolve({ ok: installed.has(asked.debian), output: '' });
    ran.push(line);
    if (!hasApt) return Promise.resolve({ ok: false, output: 'not found' });
    if (line === 'apt-get update') listed = true;
    if (!line.startsWith('apt-get install')) return Promise.resolve({ ok: true, output: '' });
    if (!knows || !listed) return Promise.resolve({ ok: false, output: 'E: Unable to locate package' });
    for (const { debian } of PACKAGES) if (command.includes(debian)) installed.add(debian);
    return Promise.resolve({ ok: true, output: '' });
  };
  const ensure = (isRoot: boolean) =>
    ensureSystemPackages({
      example: 'mars',
      packages: PACKAGES,
      stage: { block: () => undefined, live: () => undefined, style: styleFor({ NO_COLOR: '1' }, false) },
      signal: new AbortController().signal,
      isRoot,
      run,
    });
  return { ensure, ran };
}

describe('the packages of the system that an example needs', () => {
  it('are left alone when they are there', async () => {
    const { ensure, ran } = machine(['r-base-core', 'r-cran-mda']);
    await ensure(true);
    expect(ran).toEqual([]);
  });

  it('are installed for root, only those that are missing', async () => {
    const { ensure, ran } = machine(['r-base-core']);
    await ensure(true);
    expect(ran).toEqual(['apt-get --version', 'apt-get install --yes --no-install-recommends r-cran-mda']);
  });

  it('are looked for anew when the list of packages is missing', async () => {
    const { ensure, ran } = machine(['r-base-core'], { lists: false });
    await ensure(true);
    expect(ran.slice(1)).toEqual([
      'apt-get install --yes --no-install-recommends r-cran-mda',
      'apt-get update',
      'apt-get install --yes --no-install-recommends r-cran-mda',
    ]);
  });

  it.each([
    ['this user is not root', machine([]), false],
    ['the machine has no apt-get', machine([], { hasApt: false }), true],
  ])('are named in one line with the remedy if %s', async (_, { ensure }, isRoot) => {
    await expect(ensure(isRoot)).rejects.toMatchObject({
      code: 'PREREQUISITE_MISSING',
      message:
        'The example "mars" needs r-base-core, r-cran-mda, which this machine lacks. Install them: sudo apt-get install r-base-core r-cran-mda',
    });
  });

  it('are named with what apt-get said if it cannot install them', async () => {
    const { ensure } = machine(['r-base-core'], { knows: false });
    await expect(ensure(true)).rejects.toThrow(/needs r-cran-mda, which[^]*E: Unable to locate package/);
  });
});
