/** `npm run example NAME`: one of the examples on this machine. See `npm run example -- --help`. */
import { join } from 'node:path';
import { exampleMain } from '../modules/demo';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

void exampleMain(process.argv.slice(2), join(__dirname, '..')).then((code) => {
  process.exitCode = code;
});
