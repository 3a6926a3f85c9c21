#!/usr/bin/env node
'use strict';

// A notice of the SDK about which a user of this command can do nothing.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

require('./compiled-program.js')
  .compiledProgram()
  .then((program) => {
    if (program !== undefined) return require(program);
    // The sources themselves: the command works straight after `npm ci`, whatever may be written here.
    require('tsx/cjs');
    return require('./run.ts');
  });
