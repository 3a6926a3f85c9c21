import { readdirSync, readFileSync } from 'node:fs';

/** Kills the processes that run the executable of this test's own folder, which no other test uses. */
export function killProviders(providerFolder: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (command.includes(providerFolder)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended while we looked.
    }
  }
}
