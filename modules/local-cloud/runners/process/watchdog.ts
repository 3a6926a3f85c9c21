import { inheritedEnvironment, startInBackground } from '../../../machine';
import type { BackgroundProgram } from '../../../machine';

/**
 * Reads `+ <group>` and `- <group>` lines. When its input ends, which also happens when the parent is killed
 * outright, it ends the process groups still on the list.
 */
const SCRIPT = `
groups=""
while read -r change group; do
  kept=""
  for other in $groups; do [ "$other" = "$group" ] || kept="$kept $other"; done
  groups=$kept
  [ "$change" = "+" ] && groups="$groups $group"
done
[ -z "$groups" ] && exit 0
for group in $groups; do kill -s TERM -- "-$group" 2>/dev/null; done
sleep 2
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
eval "$1"
`;

/**
 * A tiny shell process that outlives this process just long enough to end its process groups. Started at first use.
 */
export class Watchdog {
  private shell: BackgroundProgram | undefined;
  private readonly last: string;

  /** @param last A shell's command that follows, if it had to end anything. */
  constructor(last = '') {
    this.last = last;
  }

  guard(group: number): void {
    this.tell(`+ ${String(group)}\n`);
  }

  release(group: number): void {
    this.tell(`- ${String(group)}\n`);
  }

  /** Lets it end. It ends the groups that it still guards. */
  close(): void {
    this.shell?.stdin?.end();
    this.shell = undefined;
  }

  private tell(line: string): void {
    this.shell ??= this.start();
    this.shell.stdin?.write(line);
  }

  private start(): BackgroundProgram {
    // Its own session: a Ctrl-C in the terminal must not end it first.
    const env = inheritedEnvironment(process.env, 'engine');
    const shell = startInBackground(
      { file: 'sh', args: ['-c', SCRIPT, 'watchdog', this.last], directory: '/', env },
      { input: true },
    );
    // It must not keep this process alive, nor may its absence (no shell, or killed) end this process.
    (shell.stdin as { unref?: () => void }).unref?.();
    shell.on('error', () => undefined);
    shell.stdin?.on('error', () => undefined);
    return shell;
  }
}
