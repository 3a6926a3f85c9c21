import { execFileSync } from 'node:child_process';
import { localEnvironment, shellExports } from '../../../modules/cli/local/shell-exports';

const variables = localEnvironment({
  url: 'http://127.0.0.1:4747',
  credentials: { accessKeyId: 'TUNEFORMLOCAL', secretAccessKey: 'secret' },
  credentialsFile: '/state/credentials',
});

describe('shellExports', () => {
  it('points a shell that evaluates them at the local cloud and clears what would win over it', () => {
    const script = `${shellExports(variables, 'sh')}\necho "$AWS_ENDPOINT_URL $AWS_REGION $AWS_ACCESS_KEY_ID [$AWS_SESSION_TOKEN$AWS_PROFILE]"`;
    const env = { PATH: process.env['PATH'], AWS_SESSION_TOKEN: 'real', AWS_PROFILE: 'work' };
    expect(execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).trim()).toBe(
      'http://127.0.0.1:4747 us-east-1 TUNEFORMLOCAL []',
    );
  });

  it('survives a quote in a value', () => {
    const script = `${shellExports({ A: `it's; $(false)` }, 'sh')}\nprintf %s "$A"`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`it's; $(false)`);
  });

  it('writes the other shells in their own words', () => {
    expect(shellExports({ A: 'x' }, 'fish')).toContain("set -gx A 'x'");
    expect(shellExports({ A: 'x' }, 'powershell')).toContain("$Env:A = 'x'");
  });
});
