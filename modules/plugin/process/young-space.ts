/** What V8 reserves for new objects: two halves, of which a collection copies one into the other. */
const MOST_BYTES = 16 * 1024 * 1024;
const CHECK_MS = 100;

/**
 * Stops the space for new objects from growing once it has reached 16 MB. V8 would double it again during a plan of a thousand
 * resources, which makes no call faster and costs 10 MB of memory. An executable cannot ask for this at its start: Node reads
 * the limit from its command line only.
 */
export function boundYoungSpace(): void {
  const heap = process.getBuiltinModule('node:v8');
  const timer = setInterval(() => {
    const young = heap.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    if (young !== undefined && young.space_size < MOST_BYTES) return;
    heap.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, CHECK_MS);
  timer.unref();
}
