#!/usr/bin/env node
'use strict';

// A notice of the SDK about which a user of this command can do nothing.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// Runs the TypeScript sources directly, so that the command works straight after `npm ci`, with nothing to build.
require('tsx/cjs');
require('../main.ts')
  .main(process.argv.slice(2))
  .then((code) => {
    // Not process.exit(): what was written to a pipe must still reach it.
    process.exitCode = code;
  });
