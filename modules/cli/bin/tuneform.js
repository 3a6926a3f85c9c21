#!/usr/bin/env node
'use strict';

// Runs the TypeScript sources directly, so the command works straight after `npm ci`, with nothing to build.
require('tsx/cjs');
const { main } = require('../main.ts');

main(process.argv.slice(2)).then((code) => {
  // Not process.exit(): what was written to a pipe must still reach it.
  process.exitCode = code;
});
