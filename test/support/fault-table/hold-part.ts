import { sweepSocketDirectories } from '../../../modules/plugin/process/socket-directory';
import { startFaultBench } from './fault-bench';
import type { FaultBench } from './fault-bench';
import { playTable } from './play-table';
import type { Violations } from './play-table';
import { partOf, table, titleOf } from './table';
import type { Part } from './table';

/** How many cells are played at a time: they mostly wait, but each lane has a provider of its own that must start. */
const LANES = 5;

/**
 * Declares a test for every cell of a part of the table. No job or endpoint outlives destroy unknown, nothing that lives is
 * tainted, nothing is paid for twice, and a healthy destroy leaves nothing: asked of the cloud itself, after every fault.
 */
export function holdPart(part: Part): void {
  const cells = table().filter((cell) => partOf(cell) === part);
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
}
