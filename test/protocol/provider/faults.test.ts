import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sweepSocketDirectories } from '../../../modules/plugin/process/socket-directory';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { playTable } from '../../support/fault-table/play-table';
import type { Violations } from '../../support/fault-table/play-table';
import { table, titleOf } from '../../support/fault-table/table';

// No job or endpoint outlives destroy unknown, nothing that lives is tainted, nothing is paid for twice, and a healthy
// destroy leaves nothing: asked of the cloud itself, after every fault.

/** How many cells are played at a time; most of their time they wait. */
const LANES = 8;

const cells = table();
let bench: FaultBench;
let violations: Violations;

beforeAll(async () => {
  bench = await startFaultBench();
  violations = await playTable(bench, cells, LANES);
}, 1_200_000);
afterAll(async () => {
  await bench.stop();
  // Killed providers leave them.
  sweepSocketDirectories();
});

it.each(cells.map((cell) => ({ name: cell.name, title: titleOf(cell) })))('$name $title', ({ name }) => {
  expect(violations.get(name)).toEqual([]);
});

it('has a row for every operation with which the provider changes something', () => {
  const root = join(__dirname, '../../../modules/aws');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const used = sources.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bsdk\.(\w+)Command\b/g)].map(
      ([, name = '']) => name,
    ),
  );
  const changes = used.filter((name) => !/^(Describe|List|Get)/.test(name));
  const rows = new Set(cells.map(({ scenario }) => scenario.operation));
  expect(changes.filter((name) => !rows.has(name))).toEqual([]);
  expect(changes).toContain('UpdateEndpoint');
});
