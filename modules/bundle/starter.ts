/**
 * The front of every executable: compiles the program behind it with what an earlier start kept of it. Terraform starts a
 * provider three times a plan, and most of a start was compiling.
 */
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { CodeCache } from './code-cache';
import { reveal } from './hidden-program';

/** A longer life has compiled more. Twice as long each time keeps the number of rewrites small. */
const WORTH_REWRITING = 2;

// The bundler writes ASCII, which is read fastest this way.
const { id, text } = reveal(readFileSync(__filename, 'latin1'));
const cache = new CodeCache(id);
const kept = cache.read();
const script = new Script(`(function(exports,require,module,__filename,__dirname){${text}\n})`, {
  filename: __filename,
  ...(kept === undefined ? {} : { cachedData: kept.data }),
});
const useful = script.cachedDataRejected === true ? undefined : kept;

process.once('exit', (code) => {
  const seconds = process.cpuUsage().user / 1e6;
  if (code !== 0 || (useful !== undefined && seconds < WORTH_REWRITING * useful.seconds)) return;
  cache.write({ data: script.createCachedData(), seconds });
});

type Program = (...scope: [unknown, NodeJS.Require, NodeJS.Module, string, string]) => void;
(script.runInThisContext() as Program).call(
  module.exports,
  module.exports,
  require,
  module,
  __filename,
  __dirname,
);
