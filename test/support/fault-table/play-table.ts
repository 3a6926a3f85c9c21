import { messageOf } from '../../../modules/kernel';
import { FaultProxy } from '../fault-proxy/fault-proxy';
import { PlayedProvider } from '../played-terraform/played-provider';
import type { FaultBench } from './fault-bench';
import { playCell } from './play-cell';
import type { Cell } from './play-cell';
import { PlayedStack } from './played-stack';

/** What went against the rules, by the cell's name. */
export type Violations = ReadonlyMap<string, readonly string[]>;

/**
 * Plays cells over the plugin protocol, several at a time: each lane has a provider and a proxy of its own, so that a
 * fault of one cell meets no other. All share one local cloud.
 */
export async function playTable(
  bench: FaultBench,
  cells: readonly Cell[],
  lanes: number,
): Promise<Violations> {
  const violations = new Map<string, readonly string[]>();
  const waiting = [...cells];
  const lane = async (): Promise<void> => {
    const provider = new PlayedProvider(bench.executable);
    let stack: PlayedStack | undefined;
    const proxy = await FaultProxy.start({
      target: bench.cloud.cloud.url,
      kill: () => provider.kill(),
      interrupt: () => stack?.interrupt(),
    });
    try {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
        stack = new PlayedStack(provider, {
          providerConfig: bench.providerConfig(proxy.url),
          typeName: cell.scenario.typeName,
        });
        violations.set(
          cell.name,
          await playCell(cell, { bench, proxy, stack }).catch((error: unknown) => [
            `it could not be played: ${messageOf(error)}`,
          ]),
        );
        proxy.heal();
      }
    } finally {
      await provider.dispose();
      await proxy.stop();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return violations;
}
