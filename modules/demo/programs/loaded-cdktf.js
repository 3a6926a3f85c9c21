/**
 * Loads the CDKTF CLI, whose path is the only argument, and runs it as soon as its order arrives on standard input. Without an
 * order, because the demo has ended, it ends too.
 */
const { dirname, join } = require('node:path');

const [node, , cli] = process.argv;

// The commands, which the CLI loads only when it knows which one it runs: most of its start.
require(join(dirname(cli), 'cmds', 'handlers'));

let order = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => (order += chunk));
process.stdin.on('end', () => {
  if (order === '') process.exit();
  const { args, env } = JSON.parse(order);
  Object.assign(process.env, env);
  process.argv = [node, cli, ...args];
  require(cli);
});
