import { App } from 'cdktf';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findUnpackedProvider } from '../../../modules/constructs/vendoring/find-unpacked-provider';
import { mirrorRoots } from '../../../modules/constructs/vendoring/mirror-roots';
import { hostPlatform } from '../../../modules/constructs/vendoring/platforms';
import { ExperimentStack } from '../../../stacks/experiment-stack';
import { FoundationStack } from '../../../stacks/foundation-stack';
import { loadSettings } from '../../../stacks/settings';
import { fill } from '../../unit/constructs/scratch-folder';
import { scratchFolder, terraform } from '../vendoring/terraform';
import { ChurnStack } from './readme-stack';

const project = join(__dirname, '..', '..', '..');

/** Without a copy of the AWS provider on the machine these would download it. */
const awsProvider = findUnpackedProvider(
  {
    address: { host: 'registry.terraform.io', namespace: 'hashicorp', type: 'aws' },
    version: '5.100.0',
    platform: hostPlatform(),
  },
  mirrorRoots({ env: process.env, home: homedir(), platform: process.platform }),
);

const valid = (folder: string): void => {
  const init = terraform(folder, 'init', '-lockfile=readonly', '-input=false', '-no-color');
  expect(init.stderr).toBe('');
  const { stdout } = terraform(folder, 'validate', '-json');
  expect((JSON.parse(stdout) as { diagnostics: unknown[] }).diagnostics).toEqual([]);
};

(awsProvider === undefined ? describe.skip : describe)(
  'with both providers at hand, Terraform finds valid',
  () => {
    it('the example of the README', () => {
      const outdir = scratchFolder();
      const app = new App({ outdir });
      new ChurnStack(app);
      app.synth();
      valid(join(outdir, 'stacks', 'churn'));
    });

    it.each([
      ['local', {}],
      ['aws', { TUNEFORM_TARGET: 'aws', TUNEFORM_ACCOUNT: '123456789012' }],
    ])('both stacks for the target %s', (_, env) => {
      const folder = scratchFolder();
      fill(folder, { 'digits/train/train.csv': '1,2\n', 'digits/validation/validation.csv': '1,2\n' });
      const outdir = join(folder, 'cdktf.out');
      const app = new App({ outdir });
      const settings = loadSettings({ ...env, TUNEFORM_DATASET: join(folder, 'digits') }, project);
      const foundation = new FoundationStack(app, 'foundation', settings);
      new ExperimentStack(app, 'experiment', { settings, foundation });
      app.synth();
      valid(join(outdir, 'stacks', 'foundation'));
      valid(join(outdir, 'stacks', 'experiment'));
    });
  },
);
