import { main } from '../main';

/** What a shell tells of a program that writes to a pipe whose reader has left, as `head` does: 128 and the number of SIGPIPE. */
const READER_LEFT = 141;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(READER_LEFT);
  throw error;
});

void main(process.argv.slice(2)).then((code) => {
  // Not process.exit(): what was written to a pipe must still reach it.
  process.exitCode = code;
});
