import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { downloadPrices, priceFile } from '../../aws';
import { isOutdated } from '../../tuning';
import { defaultRegion } from '../target';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { PricesRefreshFlags } from './flags';

/** `tuneform prices refresh`; a region that fails leaves its earlier table as it is. */
export async function pricesRefresh(flags: PricesRefreshFlags, terminal: Terminal): Promise<void> {
  const { signal } = new AbortController();
  const written = [];
  for (const region of flags.region ?? [defaultRegion(terminal.env)]) {
    const table = await downloadPrices(region, { from: flags.from, signal });
    const file = priceFile(region, { env: terminal.env, home: homedir() });
    writeWhole(file, `${JSON.stringify(table, undefined, 2)}\n`);
    const training = Object.keys(table.training).length;
    const hosting = Object.keys(table.hosting).length;
    terminal.say(
      `${region}: prices of ${table.asOf} for ${String(training)} training and ${String(hosting)} hosting instance types, in ${file}`,
    );
    if (isOutdated(table)) terminal.say(`This version's own prices of ${region} are newer and stay in use.`);
    written.push({ region, asOf: table.asOf, file, training, hosting });
  }
  if (flags.json === true) printJson(terminal, written);
}

/** Renaming is atomic, so a plan that runs at the same time reads the old or the new table. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
