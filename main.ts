import { App } from './modules/constructs';
import { messageOf } from './modules/kernel';
import { ExperimentStack } from './stacks/experiment-stack';
import { FoundationStack } from './stacks/foundation-stack';
import { loadSettings } from './stacks/settings';

try {
  const settings = loadSettings(process.env, __dirname);
  const app = new App();
  const foundation = new FoundationStack(app, 'foundation', settings);
  new ExperimentStack(app, 'experiment', { settings, foundation });
  app.synth();
} catch (thrown) {
  // Mistakes that the user can fix read better without a stack trace; TUNEFORM_DEBUG shows it.
  const trace = process.env['TUNEFORM_DEBUG'] && thrown instanceof Error ? thrown.stack : undefined;
  process.stderr.write(`${trace ?? messageOf(thrown)}\n`);
  process.exitCode = 1;
}
