/** The app of the examples: `npx cdktf diff mars --app 'npx tsx stacks/examples.ts mars'`. */
import { join } from 'node:path';
import { messageOf } from '../modules/kernel';
import { exampleApp } from './example-apps';

try {
  exampleApp(process.argv[2] ?? '', { env: process.env, project: join(__dirname, '..') }).synth();
} catch (thrown) {
  // Mistakes that the user can fix read better without a stack trace; TUNEFORM_DEBUG shows it.
  const trace = process.env['TUNEFORM_DEBUG'] && thrown instanceof Error ? thrown.stack : undefined;
  process.stderr.write(`${trace ?? messageOf(thrown)}\n`);
  process.exitCode = 1;
}
