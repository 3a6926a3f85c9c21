import type { ExperimentResults } from '../../aws';
import type { Terminal } from './terminal';

/** Tells a reader of a ranking what it may lack. */
export function sayGaps({ gaps }: Pick<ExperimentResults, 'gaps'>, terminal: Terminal): void {
  if (gaps.length === 0) return;
  terminal.say(
    `${terminal.style.warn('Not all training jobs are listed, so another may be the best. Look again in a minute.')}\n` +
      gaps.map((gap) => `  ${gap}`).join('\n'),
  );
}
