import { startStopwatch, systemClock } from '../../modules/kernel';
import { runProgram } from '../../modules/machine';
import { commandsOf } from './commands';
import type { Command } from './commands';
import { ELSEWHERE } from './journeys';
import type { Chapter } from './journeys';

/** Returns the commands that a chapter plays. */
export function played({ page, sections }: Chapter): readonly Command[] {
  const elsewhere = Object.keys(ELSEWHERE[page] ?? {});
  return commandsOf(page)
    .filter(({ section }) => sections?.includes(section) ?? true)
    .filter(({ text }) => !elsewhere.some((beginning) => text.startsWith(beginning)));
}

/**
 * Plays a chapter in one shell without a terminal, as a script would; resolves with the number of its commands.
 *
 * @throws With the page's line and the end of the output, if a command fails
 */
export async function play(chapter: Chapter, folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  const commands = played(chapter);
  const lines = commands.map(({ line, text }) => `at=${String(line)}\n${text}`);
  const start = ['set -eu', 'at=1', `trap 'echo "line $at, exit code $?"' EXIT`, chapter.before ?? ''];
  const elapsed = startStopwatch(systemClock);
  const { exitCode, output } = await runProgram({
    file: 'bash',
    args: ['-c', [...start, ...lines].join('\n')],
    directory: folder,
    env,
  });
  if (exitCode !== 0) throw new Error(`${chapter.page} failed:\n${output.slice(-6000)}`);
  console.log(
    `${(elapsed() / 1000).toFixed(1).padStart(7)} s  ${chapter.page}, ${String(commands.length)} commands`,
  );
  return commands.length;
}
