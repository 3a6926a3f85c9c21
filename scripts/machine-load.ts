import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

/** Prints a warning if the machine is busy: its figures are then good only for ratios, if at all. */
export function warnWhenBusy(): void {
  const processors = availableParallelism();
  const [load = 0] = loadavg();
  const steal = stolenShare();
  if (load < processors / 2 && steal < 0.02) return;
  console.log(
    `! busy machine: load ${load.toFixed(1)} on ${String(processors)} processors, ${(100 * steal).toFixed(1)} % stolen since it started`,
  );
}

/** Returns the milliseconds of processor time that a process has used; 0 if the machine does not report it. */
export function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    // User and system time, the 14th and 15th field, in hundredths of a second.
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return 0;
  }
}

/** The share of time that the virtual machine's host gave to other machines. */
function stolenShare(): number {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    const times = line.split(/\s+/).slice(1, 9).map(Number);
    return (times[7] ?? 0) / times.reduce((sum, time) => sum + time, 0);
  } catch {
    return 0;
  }
}
