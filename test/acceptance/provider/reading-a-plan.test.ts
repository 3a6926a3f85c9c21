import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attribute } from '../../../modules/plugin';
import { trainingJobSchema } from '../../../modules/provider/training-job/schema';
import { settledPlanText } from '../../support/settled-plan-text';
import { TINY_IMAGE } from './bench';
import type { Bench } from './bench';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';
import { editedConfiguration, TYPICAL_EDITS } from './typical-edits';

let bench: Bench;
let folder: TerraformFolder;
onBench((stand) => {
  ({ bench, folder } = stand);
});

const GOLDEN = join(__dirname, '../../fixtures/plans');
/** Set it to write the files anew, and read every difference before you keep it. */
const isWriting = process.env['WRITE_PLANS'] === '1';

describe('reading a plan', () => {
  it('is done with the plans of typical edits, as Terraform prints them', async () => {
    const folders = { usual: TINY_IMAGE, patched: join(folder.directory, 'patched') };
    cpSync(TINY_IMAGE, folders.patched, { recursive: true });
    appendFileSync(join(folders.patched, 'serve'), '# patched\n');
    folder.write(editedConfiguration(bench, folders));
    await folder.apply();
    // The first apply launches and waits; the plan of the second shows the winner, and promotes it.
    await folder.apply();
    // The search has ended, and state says so.
    await folder.succeed('refresh', '-no-color');

    const printed: Record<string, string> = {};
    for (const { file, edited } of TYPICAL_EDITS) {
      folder.write(editedConfiguration(bench, folders, edited));
      // What an edit means is planned from state; the world is looked at by the tests of drift.
      const plan = await folder.printed('plan', '-no-color', '-refresh=false');
      const text = settledPlanText(plan, { './image': folders.usual, './patched': folders.patched });
      printed[file] = edited.another?.copies === undefined ? text : withoutResources(text);
    }
    if (isWriting) for (const [file, text] of Object.entries(printed)) writeFileSync(goldenOf(file), text);
    const golden = TYPICAL_EDITS.map(({ file }) => [file, readFileSync(goldenOf(file), 'utf8')]);
    expect(printed).toEqual(Object.fromEntries(golden));
    const tooLong = Object.entries(MOST_LINES).filter(([file, most]) => linesOf(printed[file] ?? '') > most);
    expect(tooLong).toEqual([]);
    const computed = Object.entries<Attribute>(trainingJobSchema.attributes).flatMap(([name, one]) =>
      one.presence === 'computed' || one.presence === 'computedNonNull' ? [name] : [],
    );
    const lines = (printed['new-smoke-run'] ?? '').match(/^ {6}\+ \w+/gm) ?? [];
    const shown = lines.map((line) => line.slice(8)).filter((name) => computed.includes(name));
    expect(shown).toContain('verdict');
    expect(shown.length).toBeLessThanOrEqual(MOST_COMPUTED);
  });
});

/** What a reviewer takes in at a glance: a new experiment with its champion, 20 of them, and an edit over all that follow it. */
const MOST_LINES = { 'new-experiment': 75, 'twenty-experiments': 1500, 'widened-range': 40 };

/** So many lines a new object may have beside what was configured. */
const MOST_COMPUTED = 8;

/** A plan whose resources are left out begins with its number of lines. */
const linesOf = (text: string): number =>
  Number(/^\((\d+) lines\)/.exec(text)?.[1] ?? text.split('\n').length - 1);

const goldenOf = (file: string): string => join(GOLDEN, `${file}.txt`);

/** Resources that differ in their names alone are counted. */
function withoutResources(text: string): string {
  const lines = text.split('\n').length - 1;
  return `(${String(lines)} lines)\n\n${text.slice(text.indexOf('\nPlan:') + 1)}`;
}
