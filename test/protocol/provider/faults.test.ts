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

/** The columns that hold so far; the others follow with what they ask for. */
const HELD = /^(late|throttled|request lost|not done, 500)$/;

const cells = table().filter(({ column }) => HELD.test(column.name));
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
