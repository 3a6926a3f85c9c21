import { homedir } from 'node:os';
import { outdatedPriceFile, pricesInForce } from '../../aws';
import { TuneformError } from '../../kernel';
import { SHIPPED_TABLES } from '../../tuning';
import { defaultRegion } from '../target';
import { printJson } from '../terminal/print-json';
import { renderTable } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import type { PricesShowFlags } from './flags';

/** `tuneform prices show` */
export function pricesShow(flags: PricesShowFlags, terminal: Terminal): void {
  const region = flags.region ?? defaultRegion(terminal.env);
  const around = { env: terminal.env, home: homedir() };
  const { table } = pricesInForce({ target: 'aws', region }, around);
  if (table === undefined) {
    const known = SHIPPED_TABLES.map((one) => one.region).join(', ');
    throw new TuneformError(
      `There is no price table for region ${region}. Get one with: npx tuneform prices refresh --region ${region}. This version ` +
        `has prices for ${known}.`,
      { code: 'PRICES_NOT_FOUND', summary: 'No Prices for This Region' },
    );
  }
  const outdated = outdatedPriceFile(region, around);
  if (outdated !== undefined) terminal.say(`${outdated} is older and not used.`);
  if (flags.json === true) {
    printJson(terminal, table);
    return;
  }
  const types = [...new Set([...Object.keys(table.training), ...Object.keys(table.hosting)])];
  const asked = flags.type === undefined ? types : types.filter((type) => flags.type?.includes(type));
  terminal.say(
    `On-demand list prices of region ${region}, ${table.asOf}, US dollars an hour. ${table.source}.`,
  );
  const missing = (flags.type ?? []).filter((type) => !types.includes(type));
  if (missing.length > 0) terminal.say(`No known price: ${missing.join(', ')}.`);
  if (asked.length === 0) return;
  const figure = (price: number | undefined): string => (price === undefined ? '' : String(price));
  terminal.data(
    renderTable(
      [{ title: 'type' }, { title: 'training', align: 'right' }, { title: 'hosting', align: 'right' }],
      asked.map((type) => [type, figure(table.training[type]), figure(table.hosting[type])]),
      terminal.dataStyle,
    ),
  );
}
