import { App } from 'cdktf';
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
  // What a person can mend needs no stack trace.
  process.stderr.write(`${messageOf(thrown)}\n`);
  process.exitCode = 1;
}
