import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { furnishedCloud } from '../support/sagemaker-fixture';
import type { FurnishedCloud } from '../support/sagemaker-fixture';
import { hasSystemProgram } from '../support/system-program';
import { Browser } from './browser';
import { Page } from './page';
import type { View } from './page';
import { runSearches, SEARCHES } from './report-searches';

const BIN = join(__dirname, '../../modules/cli/bin/tuneform.js');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const hasChromium = hasSystemProgram('chromium', {
  package: 'chromium',
  untested: 'What the report looks like in a browser',
});
// This step is for nothing else, so without a browser it has not passed.
if (!hasChromium) throw new Error('Chromium is missing: install the package chromium.');

interface ReportData {
  readonly trials: readonly { readonly status: string; readonly hyperparameters: object }[];
  readonly bestSoFar: readonly unknown[];
  readonly definitions: readonly {
    readonly name: string | null;
    readonly ranges: readonly unknown[];
    readonly bestSoFar: readonly unknown[];
  }[];
}

interface Drawing {
  readonly id: string;
  readonly marks: number;
  readonly texts: number;
}

const NAMES = Object.values(SEARCHES);
const VIEWS: readonly View[] = [
  { scheme: 'light', width: 1200 },
  { scheme: 'dark', width: 1200 },
  { scheme: 'light', width: 390 },
  { scheme: 'dark', width: 390 },
];
const SEEN = NAMES.flatMap((name) => VIEWS.map((view) => ({ name, ...view })));

describe('the report in a browser', () => {
  let account: FurnishedCloud;
  let browser: Browser;
  let folder: string;
  const data = new Map<string, ReportData>();
  const fileOf = (name: string): string => join(folder, `${name}.html`);

  beforeAll(async () => {
    account = await furnishedCloud();
    folder = mkdtempSync(join(tmpdir(), 'tuneform-looked-at-'));
    await runSearches(account.aws);
    for (const name of NAMES) data.set(name, await report(name));
    browser = Browser.start('chromium');
  });
  afterAll(async () => {
    await browser.close();
    await account.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** In a process of its own: the charts are modules that this runner of tests does not load. */
  function report(name: string): Promise<ReportData> {
    const argv = ['report', name, '--endpoint', account.cloud.url, '--html', fileOf(name), '--json'];
    const child = spawn(process.execPath, [BIN, ...argv], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        TUNEFORM_LOCAL_CREDENTIALS: account.cloud.credentialsFile,
      },
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    return new Promise((resolve) => {
      child.on('close', () => resolve(JSON.parse(stdout) as ReportData));
    });
  }

  it.each(SEEN)(
    '$name, $scheme, $width pixels: loads, fits and breaks no rule',
    async ({ name, ...view }) => {
      const page = await Page.open(browser, fileOf(name), view);
      expect(page.requests).toEqual([pathToFileURL(fileOf(name)).href]);
      expect(page.complaints).toEqual([]);
      expect(await page.look('frame')).toMatchObject({
        overflow: 0,
        background: view.scheme === 'light' ? 'rgb(246, 247, 249)' : 'rgb(14, 18, 23)',
        moving: 0,
      });
      // Also what is not open yet.
      await page.look('openAll');
      await page.evaluate(AXE);
      const found = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
      }[];
      expect(found.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
    },
  );

  it.each(SEEN)(
    '$name, $scheme, $width pixels: no text is cut off or covers another',
    async ({ name, ...view }) => {
      const page = await Page.open(browser, fileOf(name), view);
      expect(await page.look('cutTexts')).toEqual([]);
      expect(await page.look('clashes')).toEqual([]);
    },
  );

  it.each(NAMES)(
    '%s: the charts have a mark for every result, and a name and a description each',
    async (name) => {
      const { trials, bestSoFar, definitions } = data.get(name)!;
      const measured = (of: string | null) =>
        of === null ? bestSoFar.length : definitions.find((one) => one.name === of)!.bestSoFar.length;
      const failed = trials.filter(({ status }) => status === 'Failed').length;
      const perDefinition = definitions.flatMap(({ name: of, ranges }) =>
        measured(of) === 0 ? [] : [measured(of), ...ranges.map(() => measured(of))],
      );
      for (const width of [1200, 390]) {
        const page = await Page.open(browser, fileOf(name), { scheme: 'light', width });
        const drawn = (await page.look('drawings')) as readonly Drawing[];
        const steps = drawn.filter(({ id }) => id.startsWith('best-so-far'));
        const isShared = bestSoFar.length > 0;
        const results = isShared ? [bestSoFar.length] : definitions.map((one) => one.bestSoFar.length);
        const all = results.reduce((sum, count) => sum + count, 0);
        // Where nothing was measured there is no chart, and the failures have a section of their own.
        const crosses = all === 0 ? 0 : failed;
        expect(steps.reduce((sum, { marks }) => sum + marks, 0)).toBe(all + crosses);
        const others = drawn.filter(({ id }) => !id.startsWith('best-so-far'));
        expect(others.map(({ marks }) => marks)).toEqual(perDefinition);

        const spoken = (await page.spoken()).filter(({ role }) => role === 'image');
        expect(spoken).toHaveLength(drawn.length);
        expect(drawn.filter(({ texts }) => texts < 4)).toEqual([]);
        for (const image of spoken) {
          expect(image).toMatchObject({
            name: expect.stringMatching(/\w/),
            description: expect.stringMatching(/\d|line/),
          });
        }
      }
    },
  );

  it.each(VIEWS)(
    'the keyboard reaches all that can be used, and shows where it is ($scheme, $width)',
    async (view) => {
      const page = await Page.open(browser, fileOf(SEARCHES.digits), view);
      const links = data.get(SEARCHES.digits)!;
      expect(links.definitions).toHaveLength(1);
      const usable = Number(await page.look('usable'));
      expect(usable).toBeGreaterThan(6);
      const reached = new Set<unknown>();
      for (let at = 0; at < usable; at += 1) {
        await page.press('Tab');
        const focused = (await page.look('focused')) as { readonly place: number };
        expect(focused).toMatchObject({
          name: expect.stringMatching(/\w/),
          outline: '3px solid',
          isInView: true,
        });
        reached.add(focused.place);
      }
      expect(reached.size).toBe(usable);
      // A table of numbers opens at the keyboard, and what it holds is reached next.
      await page.look('focusFirstSummary');
      await page.press('Enter');
      await page.press('Tab');
      expect(await page.look('focused')).toMatchObject({ name: 'Best so far' });
    },
  );

  it.each(VIEWS)('marks and lines stand out from what lies below them ($scheme, $width)', async (view) => {
    const page = await Page.open(browser, fileOf(SEARCHES.digits), view);
    const names = ['mark', 'earlier', 'best', 'bad', 'tone-1', 'tone-2', 'tone-3', 'tone-4'];
    const contrasts = (await page.look(
      'contrasts',
      names.map((name) => `--${name}`),
    )) as readonly (readonly [string, number])[];
    const weak = contrasts.filter(([, contrast]) => !(contrast >= 3));
    expect(weak).toEqual([]);
  });

  it('prints in light colours, in full, without what only a screen has', async () => {
    const page = await Page.open(browser, fileOf(SEARCHES.digits), { scheme: 'dark', width: 720 });
    await page.prefer({ 'prefers-color-scheme': 'dark' }, 'print');
    expect(await page.look('frame')).toMatchObject({
      background: 'rgb(255, 255, 255)',
      ink: 'rgb(27, 33, 41)',
    });
    expect(await page.look('parts', ['nav', 'details', '.on-narrow', '.on-wide'])).toEqual({
      shown: ['.on-wide'],
      scrolling: 0,
    });
    expect((await page.print()).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
