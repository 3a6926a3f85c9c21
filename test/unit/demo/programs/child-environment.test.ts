import { childEnvironment } from '../../../../modules/demo/programs/child-environment';

const local = {
  url: 'http://127.0.0.1:4747',
  credentials: { accessKeyId: 'TUNEFORMLOCAL', secretAccessKey: 'secret' },
  credentialsFile: '/state/credentials',
};
const options = { local, terraformCommand: 'tofu' };

describe('childEnvironment', () => {
  it('points everything at the local cloud and nothing at a real account', () => {
    const env = childEnvironment(
      {
        AWS_PROFILE: 'prod',
        AWS_SESSION_TOKEN: 't',
        AWS_ACCESS_KEY_ID: 'AKIAREAL',
        TUNEFORM_TARGET: 'aws',
        PATH: '/bin',
      },
      options,
    );
    expect(env).toMatchObject({
      PATH: '/bin',
      AWS_ACCESS_KEY_ID: 'TUNEFORMLOCAL',
      AWS_ENDPOINT_URL: local.url,
      TUNEFORM_TARGET: 'local',
      TUNEFORM_LOCAL_URL: local.url,
      TUNEFORM_LOCAL_CREDENTIALS: '/state/credentials',
      TERRAFORM_BINARY_NAME: 'tofu',
    });
    expect([env['AWS_PROFILE'], env['AWS_SESSION_TOKEN']]).toEqual([undefined, undefined]);
  });

  it('drops a Terraform configuration file that does not exist, and keeps one that does', () => {
    expect(
      childEnvironment({ TF_CLI_CONFIG_FILE: '/no/such/file' }, options)['TF_CLI_CONFIG_FILE'],
    ).toBeUndefined();
    expect(childEnvironment({ TF_CLI_CONFIG_FILE: __filename }, options)['TF_CLI_CONFIG_FILE']).toBe(
      __filename,
    );
  });

  it("drops what would change Terraform's behaviour", () => {
    const env = childEnvironment(
      { TF_CLI_ARGS_plan: '-destroy', TF_VAR_x: '1', TF_WORKSPACE: 'prod' },
      options,
    );
    expect(Object.keys(env).filter((name) => /^TF_(CLI|VAR|WORK)/.test(name))).toEqual([]);
  });

  it('lets Go programs collect garbage less often, unless told otherwise', () => {
    expect(childEnvironment({}, options)['GOGC']).toBe('400');
    expect(childEnvironment({ GOGC: '50' }, options)['GOGC']).toBe('50');
  });

  it('keeps settings of the stacks, such as the number of trials', () => {
    expect(childEnvironment({ TUNEFORM_TRIALS: '4' }, options)['TUNEFORM_TRIALS']).toBe('4');
  });
});
