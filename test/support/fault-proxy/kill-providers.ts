import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/**
 * Kills the providers that a command of Terraform in `workingFolder` started. The executable does not tell them apart: all
 * test files run the same one at the same time.
 */
export function killProviders(workingFolder: string): void {
  const folder = realpathSync(workingFolder);
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`) !== folder) continue;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (command.includes('/terraform-provider-tuneform_v')) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended while we looked.
    }
  }
}
