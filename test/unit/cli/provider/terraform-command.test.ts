import { join } from 'node:path';
import { terraformCommand } from '../../../../modules/cli/provider/terraform-command';

const HERE = __dirname;

describe('the Terraform that proves a provider', () => {
  it.each([
    { named: 'tofu', env: 'terraform-next', command: 'tofu', why: 'the flag says so' },
    { named: undefined, env: 'tofu', command: 'tofu', why: 'the variable says so' },
    { named: undefined, env: '', command: 'terraform', why: 'an empty variable says nothing' },
    { named: undefined, env: undefined, command: 'terraform', why: 'nobody says anything' },
    { named: './tofu', env: undefined, command: join(HERE, 'tofu'), why: 'a path is meant from here' },
    { named: undefined, env: 'bin/tofu', command: join(HERE, 'bin/tofu'), why: 'a path is meant from here' },
  ])('named $named by the flag and $env by the variable: $why', ({ named, env, command }) => {
    const terminal = { env: { TERRAFORM_BINARY_NAME: env }, workingDirectory: HERE };
    expect(terraformCommand(named, terminal)).toBe(command);
  });
});
