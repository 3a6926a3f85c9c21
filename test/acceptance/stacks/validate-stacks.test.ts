import { App } from 'cdktf';
import { join } from 'node:path';
import { ExperimentStack } from '../../../stacks/experiment-stack';
import { FoundationStack } from '../../../stacks/foundation-stack';
import { loadSettings } from '../../../stacks/settings';
import { KeptAwsProvider } from '../../../modules/demo/programs/kept-aws-provider';
import { terraformCli } from '../../support/terraform-cli';
import { fill } from '../../support/scratch-folder';
import { scratchFolder, terraform, terraformOnKept } from '../delivery/terraform';
import { ChurnStack } from './readme-stack';

const lockfile = terraformCli.name === 'OpenTofu' ? [] : ['-lockfile=readonly'];
const project = join(__dirname, '..', '..', '..');

/**
 * Where no copy of the AWS provider lies on the machine, Terraform downloads it. The lock file names that provider
 * under both registries for OpenTofu, whose `init` drops the one it does not need and so may not be read-only.
 */
const valid = async (folder: string): Promise<void> => {
  const init = terraform(folder, 'init', ...lockfile, '-input=false', '-no-color');
  expect(init.stderr).toBe('');
  const { stdout } = await terraformOnKept(await awsProvider(folder), folder, 'validate', '-json');
  expect((JSON.parse(stdout) as { diagnostics: unknown[] }).diagnostics).toEqual([]);
};

/** One process of it for all stacks: most of a validation's processor time is its start. */
let kept: KeptAwsProvider | undefined;
afterAll(() => kept?.stop());

async function awsProvider(stack: string): Promise<Record<string, string>> {
  const signal = new AbortController().signal;
  kept ??= new KeptAwsProvider({ stack, work: stack, env: process.env, signal });
  await kept.start();
  return kept.environment as Record<string, string>;
}

describe('Terraform finds valid', () => {
  it('the example of the README', async () => {
    const outdir = scratchFolder();
    const app = new App({ outdir });
    new ChurnStack(app);
    app.synth();
    await valid(join(outdir, 'stacks', 'churn'));
  });

  it.each([
    ['local', {}],
    ['aws', { TUNEFORM_TARGET: 'aws', TUNEFORM_ACCOUNT: '123456789012', TUNEFORM_OWNER: 'team' }],
  ])('both stacks for the target %s', async (_, env) => {
    const folder = scratchFolder();
    fill(folder, { 'digits/train/train.csv': '1,2\n', 'digits/validation/validation.csv': '1,2\n' });
    const outdir = join(folder, 'cdktf.out');
    const app = new App({ outdir });
    const settings = loadSettings({ ...env, TUNEFORM_DATASET: join(folder, 'digits') }, project);
    const foundation = new FoundationStack(app, 'foundation', settings);
    new ExperimentStack(app, 'experiment', { settings, foundation });
    app.synth();
    await valid(join(outdir, 'stacks', 'foundation'));
    await valid(join(outdir, 'stacks', 'experiment'));
  });
});
