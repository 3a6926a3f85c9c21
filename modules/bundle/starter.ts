/**
 * The first part of every executable: compiles the program behind it with the code that an earlier start kept.
 * Terraform starts a provider three times per plan, and compiling was most of a start.
 */
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { CodeCache } from './code-cache';
import { reveal } from './hidden-program';

/** A longer run has compiled more. Writing only after twice the time keeps the number of writes small. */
const WORTH_REWRITING = 2;

// The bundler writes ASCII, which is the fastest to read.
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
