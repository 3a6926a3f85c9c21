import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../modules/kernel';
import { KeptAwsProvider } from '../../../modules/demo/programs/kept-aws-provider';
import { waitUntilGone } from '../../../modules/machine';
import { scratchFolder } from '../../support/scratch-folder';
import { until } from '../../support/until';

const FILE =
  'terraform.d/plugins/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws_v5';
const OFFER = `TF_REATTACH_PROVIDERS='{"registry.terraform.io/hashicorp/aws":{"Protocol":"grpc","Pid":7}}'`;
/** Says where it is to be found, leaves word of its process, and runs until it is told to end. */
const RUNNING = `#!/bin/sh\necho "$$" > pid\necho "${OFFER.replaceAll('"', '\\"')}"\nexec sleep 600\n`;

const at = (stack: string, signal = new AbortController().signal): KeptAwsProvider =>
  new KeptAwsProvider({ stack, work: join(stack, 'work'), env: { PATH: process.env['PATH'] }, signal });
const pidIn = (stack: string): number => Number(readFileSync(join(stack, 'pid'), 'utf8'));

describe('KeptAwsProvider', () => {
  it('tells Terraform and OpenTofu where the process is, and ends it', async () => {
    const stack = scratchFolder({ [FILE]: RUNNING });
    const provider = at(stack);
    await provider.start();
    const how = { Protocol: 'grpc', Pid: 7 };
    expect(JSON.parse(provider.environment['TF_REATTACH_PROVIDERS'] ?? '')).toEqual({
      'registry.terraform.io/hashicorp/aws': how,
      'registry.opentofu.org/hashicorp/aws': how,
    });
    const pid = pidIn(stack);
    await provider.start();
    expect(pidIn(stack)).toBe(pid);
    await provider.stop();
    expect(await waitUntilGone(pid, 0, systemClock)).toBe(true);
    expect(provider.environment).toEqual({});
  });

  it.each([
    ['is not installed yet', {}],
    ['ends at once', { [FILE]: '#!/bin/sh\necho broken\nexit 3\n' }],
    ['is no program', { [FILE]: '' }],
  ])('leaves the start to Terraform when the provider %s', async (_, files) => {
    const provider = at(scratchFolder(files));
    await provider.start();
    expect(provider.environment).toEqual({});
    await provider.stop();
  });

  it('ends a provider that does not say where it is when the demo is interrupted', async () => {
    const stack = scratchFolder({ [FILE]: RUNNING.replace(/echo "TF.*\n/, '') });
    const interruption = new AbortController();
    const provider = at(stack, interruption.signal);
    const starting = provider.start();
    await until(() => existsSync(join(stack, 'pid')));
    interruption.abort();
    await starting;
    await provider.stop();
    expect([provider.environment, await waitUntilGone(pidIn(stack), 0, systemClock)]).toEqual([{}, true]);
  });

  it('does not outlive a demo that is killed', async () => {
    const stack = scratchFolder({ [FILE]: RUNNING });
    const program = `
      const { KeptAwsProvider } = require(${JSON.stringify(join(__dirname, '../../../modules/demo/programs/kept-aws-provider'))});
      const signal = new AbortController().signal;
      const options = { stack: ${JSON.stringify(stack)}, work: ${JSON.stringify(stack)}, env: process.env, signal };
      new KeptAwsProvider(options).start().then(() => { console.log('started'); setInterval(() => {}, 1000); });`;
    const demo = spawn(process.execPath, ['-r', 'tsx/cjs', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: join(__dirname, '../../..'),
    });
    await new Promise((resolve) => demo.stdout.once('data', resolve));
    demo.kill('SIGKILL');
    expect(await waitUntilGone(pidIn(stack), 20_000, systemClock)).toBe(true);
  });
});
