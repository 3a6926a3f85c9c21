'use strict';

// Not TypeScript: it runs before anything can be compiled, and compiling is what it avoids.
const { accessSync, constants, mkdirSync, readdirSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');

const ROOT = resolve(__dirname, '../../..');
const SOURCES = ['modules', 'package.json'];
/** A file system's clock may be this far behind the system's. */
const CLOCK_STEP_MS = 10;

/**
 * Resolves with the compiled command, compiled anew when a source has changed since; with undefined when it cannot be
 * compiled or kept, and the sources are to be run as they are.
 */
async function compiledProgram() {
  const asOf = Date.now() - CLOCK_STEP_MS;
  const folder = join(ROOT, 'dist');
  const file = join(folder, 'tuneform');
  try {
    const known = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Math.max(...SOURCES.map((path) => changedAt(join(ROOT, path)))) < known) return file;
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    require('tsx/cjs');
    await require('./compile.ts').compile(file, asOf);
    return file;
  } catch {
    // A mistake in a source is reported better by what runs it.
    return undefined;
  }
}

/**
 * When a file, or anything below a folder, last changed. By the inode's time, which no copying with an old date and no moving
 * can set back; a removed file shows in its folder.
 */
function changedAt(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.ctimeMs;
  let newest = found.ctimeMs;
  for (const name of readdirSync(path)) newest = Math.max(newest, changedAt(join(path, name)));
  return newest;
}

module.exports = { compiledProgram };
