import { messageOf } from '../../../modules/kernel';
import type { FaultBench } from './fault-bench';
import type { Lane } from './lane';
import { playCell } from './play-cell';
import type { Cell } from './play-cell';
import { playedLane } from './played-lane';

/** What went against the rules, by the cell's name. */
export type Violations = ReadonlyMap<string, readonly string[]>;

/** Plays cells, as many at a time as there are lanes. All share one local cloud. */
export async function playTable(
  bench: FaultBench,
  cells: readonly Cell[],
  count: number,
  openLane: (bench: FaultBench) => Promise<Lane> = playedLane,
): Promise<Violations> {
  const violations = new Map<string, readonly string[]>();
  const waiting = [...cells];
  const play = async (lane: Lane): Promise<void> => {
    const { proxy } = lane;
    try {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
        const ground = { bench, proxy, stack: lane.open(cell.scenario.typeName) };
        const played = playCell(cell, ground).catch((error: unknown) => [
          `it could not be played: ${messageOf(error)}`,
        ]);
        violations.set(cell.name, await played);
        proxy.heal();
      }
    } finally {
      await lane.close();
    }
  };
  const playing: Promise<void>[] = [];
  while (playing.length < count) playing.push(play(await openLane(bench)));
  await Promise.all(playing);
  return violations;
}
