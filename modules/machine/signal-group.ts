/** Signals every process of a group, named by the process that leads it; a group that is gone is fine. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // Nothing left to signal.
  }
}
