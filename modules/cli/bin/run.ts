import { main } from '../main';

void main(process.argv.slice(2)).then((code) => {
  // Not process.exit(): what was written to a pipe must still reach it.
  process.exitCode = code;
});
