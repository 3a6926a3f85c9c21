import type { TerraformStack } from 'cdktf';
import { App, Testing } from 'cdktf';
import { join } from 'node:path';
import { ExperimentStack } from '../../../stacks/experiment-stack';
import { FoundationStack } from '../../../stacks/foundation-stack';
import { loadSettings } from '../../../stacks/settings';
import { providerVersion } from '../../../modules/delivery/provider-version';
import { scratchFolder } from '../../support/scratch-folder';

const project = scratchFolder({
  'containers/gradient-boosting/Dockerfile': 'FROM scratch\n',
  '.tuneform/data/digits/train/train.csv': '1,0,16\n',
  '.tuneform/data/digits/validation/validation.csv': '2,16,0\n',
});

beforeAll(() => {
  delete process.env['XDG_STATE_HOME'];
});

const stacksWith = (env: Record<string, string>, folder = project): TerraformStack[] => {
  const settings = loadSettings(env, folder);
  const app = Testing.stubVersion(new App({ outdir: join(folder, 'cdktf.out') }));
  const foundation = new FoundationStack(app, 'foundation', settings);
  const stacks = [foundation, new ExperimentStack(app, 'experiment', { settings, foundation })];
  // As `App.synth` does first: it turns references between stacks into outputs and remote state.
  for (const stack of stacks) stack.prepareStack();
  return stacks;
};

/** The same on every machine and at every version. */
const portable = (json: string): unknown =>
  JSON.parse(json.replaceAll(project, '<project>').replaceAll(`"${providerVersion()}"`, '"<version>"'));

describe('the stacks', () => {
  it.each([
    ['local', {}],
    [
      'aws',
      {
        TUNEFORM_TARGET: 'aws',
        TUNEFORM_ACCOUNT: '123456789012',
        TUNEFORM_OWNER: 'default',
        TUNEFORM_REGION: 'eu-west-1',
      },
    ],
  ])('for the target %s are as reviewed', (_, env) => {
    const [foundation, experiment] = stacksWith(env).map((stack) => portable(Testing.synth(stack, true)));
    expect(foundation).toMatchSnapshot('foundation');
    expect(experiment).toMatchSnapshot('experiment');
  });

  it('come out the same twice', () => {
    const twice = [stacksWith({}), stacksWith({})].map((stacks) =>
      stacks.map((stack) => Testing.synth(stack)),
    );
    expect(twice[0]).toEqual(twice[1]);
  });

  it('deploy the foundation before the experiment', () => {
    const [foundation, experiment] = stacksWith({});
    if (!foundation || !experiment) throw new Error('two stacks');
    expect(experiment.dependsOn(foundation)).toBe(true);
  });

  it('point every service of the local target at loopback', () => {
    const [json = ''] = stacksWith({}).map((stack) => Testing.synth(stack));
    const urls = json.match(/https?:\/\/[^"/]+/g) ?? [];
    expect(new Set(urls)).toEqual(new Set(['http://127.0.0.1:4747']));
  });

  it('never mention the local cloud when the target is AWS', () => {
    const env = {
      TUNEFORM_TARGET: 'aws',
      TUNEFORM_ACCOUNT: '123456789012',
      TUNEFORM_OWNER: 'default',
      TUNEFORM_LOCAL_URL: 'http://127.0.0.1:1',
    };
    for (const stack of stacksWith(env)) {
      const json = Testing.synth(stack);
      expect(json).not.toMatch(/127\.0\.0\.1|TUNEFORMLOCAL|"force_de(lete|stroy)": true/);
    }
  });

  it('keep the state of each target apart, on AWS in a bucket if one is given', () => {
    const aws = {
      TUNEFORM_TARGET: 'aws',
      TUNEFORM_ACCOUNT: '123456789012',
      TUNEFORM_OWNER: 'default',
      TUNEFORM_PROFILE: 'team',
    };
    const backendWith = (env: Record<string, string>): unknown =>
      stacksWith(env).map(
        (stack) =>
          (JSON.parse(Testing.synth(stack)) as { terraform: { backend: unknown } }).terraform.backend,
      )[1];
    expect(backendWith({})).toEqual({ local: { path: join(project, 'terraform.experiment.tfstate') } });
    expect(backendWith(aws)).toEqual({ local: { path: join(project, 'terraform.aws.experiment.tfstate') } });
    expect(backendWith({ ...aws, TUNEFORM_STATE_BUCKET: 'states' })).toEqual({
      s3: {
        bucket: 'states',
        key: 'tuneform/default/experiment.tfstate',
        region: 'us-east-1',
        profile: 'team',
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it('say how to prepare the data when it is not there', () => {
    const bare = scratchFolder({ 'containers/gradient-boosting/Dockerfile': 'FROM scratch\n' });
    const [foundation] = stacksWith({}, bare);
    if (!foundation) throw new Error('two stacks');
    expect(() => Testing.synth(foundation, true)).toThrow(
      `[foundation/Data-train] The data folder '${bare}/.tuneform/data/digits/train' does not exist. Run \`npm run data\``,
    );
  });
});
