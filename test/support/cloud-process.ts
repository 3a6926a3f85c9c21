import { startLocalCloud } from '../../modules/local-cloud';

/** The local cloud as a process of its own, for tests that kill it: prints its address and runs until then. */
async function main(): Promise<void> {
  const cloud = await startLocalCloud({ directory: process.argv[2] ?? '' });
  process.stdout.write(`${cloud.url}\n`);
  // If a test ends without killing it, it must still end.
  process.stdin.on('end', () => process.exit(0)).resume();
}

void main();
