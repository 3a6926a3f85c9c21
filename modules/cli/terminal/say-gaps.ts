import type { ExperimentResults } from '../../aws';
import type { Terminal } from './terminal';

/** Warns that the ranking may lack training jobs. */
export function sayGaps({ gaps }: Pick<ExperimentResults, 'gaps'>, terminal: Terminal): void {
  if (gaps.length === 0) return;
  terminal.say(
    `${terminal.style.warn('The list of training jobs is incomplete, so another one may be the best. Try again in a minute.')}\n` +
      gaps.map((gap) => `  ${gap}`).join('\n'),
  );
}
