/** Signals every process of the group that process `leader` leads. Succeeds if the group no longer exists. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // Nothing left to signal.
  }
}
