import { spawn } from 'node:child_process';

/** Runs a program at a terminal of its own, and presses Ctrl-C there as soon as the screen shows a text. */
const AT_A_TERMINAL = `
import os, pty, sys
awaited, program = sys.argv[1].encode(), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execv(program[0], program)
screen, pressed = b"", False
while True:
    try:
        shown = os.read(terminal, 65536)
    except OSError:
        break
    if not shown:
        break
    screen += shown
    if not pressed and awaited in screen:
        os.write(terminal, b"\\x03")
        pressed = True
sys.stdout.buffer.write(screen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
`;

/** Returns what the program wrote on its terminal, and its exit code. */
export function interruptedAtTerminal(
  program: readonly string[],
  { once, env }: { readonly once: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const child = spawn('python3', ['-c', AT_A_TERMINAL, once, ...program], { env });
  let screen = '';
  child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, screen });
    });
  });
}
