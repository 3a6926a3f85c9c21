/** `npm run demo`: the whole of Tuneform on this machine. See `npm run demo -- --help`. */
import { join } from 'node:path';
import { demoMain } from '../modules/demo';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

void demoMain(process.argv.slice(2), join(__dirname, '..')).then((code) => {
  process.exitCode = code;
});
