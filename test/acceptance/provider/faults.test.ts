import { sweepSocketDirectories } from '../../../modules/plugin/process/socket-directory';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { playTable } from '../../support/fault-table/play-table';
import type { Violations } from '../../support/fault-table/play-table';
import { table, titleOf } from '../../support/fault-table/table';
import { terraformLane } from '../../support/fault-table/terraform-lane';

// The cells of the table of faults in which most is at stake, with the real Terraform.

const ROWS = /^(CreateHyperParameterTuningJob|CreateEndpoint|UpdateEndpoint|DeleteEndpoint)$/;
const WHENS = /^(making|rolling out|destroying)$/;
const COLUMNS = /^(half an answer|answer lost, then expired|killed when done)$/;
const LANES = 3;

const cells = table().filter(
  ({ scenario, column }) =>
    scenario.costs === true &&
    ROWS.test(scenario.operation) &&
    WHENS.test(scenario.when) &&
    COLUMNS.test(column.name),
);
let bench: FaultBench;
let violations: Violations;

beforeAll(async () => {
  bench = await startFaultBench();
  violations = await playTable(bench, cells, LANES, terraformLane);
}, 1_200_000);
afterAll(async () => {
  await bench.stop();
  // Killed providers leave them.
  sweepSocketDirectories();
});

it('are at least sixteen', () => {
  expect(cells.length).toBeGreaterThanOrEqual(16);
});

it.each(cells.map((cell) => ({ name: cell.name, title: titleOf(cell) })))('$name $title', ({ name }) => {
  expect(violations.get(name)).toEqual([]);
});
