import type { Logger } from '../../kernel';
import type { Runner } from './runner';

/** One rung of the ladder. */
export interface Rung {
  readonly name: string;
  /** The runner, or why this machine cannot have it. */
  probe(): Promise<Runner | { readonly unavailable: string }>;
}

/** The first rung that works on this machine. Says which one and why the better ones were passed over. */
export async function selectRunner(ladder: readonly Rung[], logger: Logger): Promise<Runner> {
  for (const rung of ladder) {
    const found = await rung.probe();
    if (!('unavailable' in found)) {
      logger.info('runner selected', { runner: found.name, isolated: found.isolated });
      return found;
    }
    logger.info('runner unavailable', { runner: rung.name, reason: found.unavailable });
  }
  throw new Error('The ladder of runners has no last rung.');
}
