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

/** Every operation that the provider sends to a service. */
const used = (): readonly string[] => {
  const root = join(__dirname, '../../../modules/aws');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .flatMap((source) => [...source.matchAll(/\bsdk\.(\w+)Command\b/g)].map(([, name = '']) => name));
};
const rows = new Set(cells.map(({ scenario }) => scenario.operation));
const isLook = (operation: string): boolean => /^(Describe|List|Get|Head)/.test(operation);

it('has a row for every operation with which the provider changes something', () => {
  const changes = used().filter((name) => !isLook(name));
  expect(changes.filter((name) => !rows.has(name))).toEqual([]);
  expect(changes).toContain('UpdateEndpoint');
});

/** Looks without a row, and why. */
const ELSEWHERE = {
  ListEndpoints: 'asked by `tuneform orphans` alone',
  // Asked only for a search that is nowhere, whose champion waits: its plan is never empty. See lagging-lists.test.ts.
  ListTrainingJobs: 'its plan is never empty',
};

it('has a row for every operation with which the provider looks, and reasons for those without', () => {
  const looks = new Set(used().filter(isLook));
  expect([...looks].filter((name) => !rows.has(name)).sort()).toEqual(Object.keys(ELSEWHERE));
  expect(looks).toContain('HeadObject');
});
