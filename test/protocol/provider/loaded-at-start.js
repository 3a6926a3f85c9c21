// Required by a provider's process: ends it in place of its handshake line, and prints what Node had loaded by then.
const fs = require('node:fs');

const { writeSync } = fs;
fs.writeSync = (descriptor, ...rest) => {
  if (descriptor !== 1) return writeSync(descriptor, ...rest);
  writeSync(1, process.moduleLoadList.join('\n'));
  process.exit(0);
};
require('node:module').syncBuiltinESMExports();
