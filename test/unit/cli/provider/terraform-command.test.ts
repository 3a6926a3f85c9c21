import { terraformCommand } from '../../../../modules/cli/provider/terraform-command';

describe('the Terraform that proves a provider', () => {
  it.each([
    { named: 'tofu', env: 'terraform-next', command: 'tofu', why: 'the flag says so' },
    { named: undefined, env: 'tofu', command: 'tofu', why: 'the variable says so' },
    { named: undefined, env: '', command: 'terraform', why: 'an empty variable says nothing' },
    { named: undefined, env: undefined, command: 'terraform', why: 'nobody says anything' },
    { named: './tofu', env: undefined, command: '/work/tofu', why: 'a path is meant from here' },
    { named: undefined, env: 'bin/tofu', command: '/work/bin/tofu', why: 'a path is meant from here' },
  ])('is $command, because $why', ({ named, env, command }) => {
    const terminal = { env: { TERRAFORM_BINARY_NAME: env }, workingDirectory: '/work' };
    expect(terraformCommand(named, terminal)).toBe(command);
  });
});
