/**
 * `npm run pack:all`: builds everything that a release publishes, into `dist/`. It publishes nothing. `--sign KEY` signs the provider's
 * checksums with gpg.
 */
import { parseArgs } from 'node:util';
import { packAll } from './package/pack-all';

const { values } = parseArgs({ options: { sign: { type: 'string' } } });
void packAll(values.sign).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
