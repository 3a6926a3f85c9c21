import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../../../stacks/settings';
import { fill, scratchFolder } from '../../support/scratch-folder';

const project = scratchFolder();

beforeAll(() => {
  delete process.env['XDG_STATE_HOME'];
});

describe('settings', () => {
  it('default to the local target, twenty trials and the prepared digits', () => {
    expect(loadSettings({}, project)).toEqual({
      target: {
        kind: 'local',
        url: 'http://127.0.0.1:4747',
        region: 'us-east-1',
        account: '000000000000',
        credentialsFile: '~/.local/state/tuneform/local-clouds/4747',
      },
      owner: 'default',
      project,
      dataset: join(project, '.tuneform/data/digits'),
      trials: 20,
      parallel: 2,
      wait: '30m',
      maxLearningRate: 0.3,
      trainingInstance: 'ml.m5.large',
      endpointInstance: 'ml.m5.large',
      overrides: [],
      sweep: [],
    });
  });

  it('find the local cloud where it says it listens, unless told where', () => {
    const running = scratchFolder();
    fill(running, {
      '.tuneform/local-cloud/server.json': '{"pid":1,"url":"http://127.0.0.1:6000","startedAt":"x"}',
    });
    expect(loadSettings({}, running).target).toMatchObject({ url: 'http://127.0.0.1:6000' });
    expect(loadSettings({ TUNEFORM_LOCAL_URL: 'http://localhost:7000' }, running).target).toMatchObject({
      url: 'http://localhost:7000',
    });
  });

  it.each([
    ['{"url":"http://example.com"}', 'it leads off the machine'],
    ['{"url":', 'it was cut short'],
    ['[]', 'it is something else'],
  ])('do not follow a server file that holds %j: %s', (content) => {
    const odd = scratchFolder({ '.tuneform/local-cloud/server.json': content });
    expect(loadSettings({}, odd).target).toMatchObject({ url: 'http://127.0.0.1:4747' });
  });

  it('are all on the page about deploying to AWS, and no others', () => {
    const names = (file: string, pattern: RegExp) =>
      [...readFileSync(join(__dirname, '../../..', file), 'utf8').matchAll(pattern)]
        .map(([, name]) => name)
        .toSorted();
    expect(names('docs/guides/deploy-to-aws.md', /^\| `(TUNEFORM_\w+)`/gm)).toEqual(
      names('stacks/settings.ts', /^ {2}(TUNEFORM_\w+):/gm),
    );
  });

  it('switch to AWS with one variable and the account', () => {
    const env = {
      TUNEFORM_TARGET: 'aws',
      TUNEFORM_ACCOUNT: '123456789012',
      TUNEFORM_OWNER: 'team-a',
      TUNEFORM_REGION: 'eu-west-1',
    };
    expect(loadSettings(env, project).target).toEqual({
      kind: 'aws',
      region: 'eu-west-1',
      account: '123456789012',
    });
    expect(loadSettings({ ...env, TUNEFORM_PROFILE: 'team' }, project).target).toMatchObject({
      profile: 'team',
    });
  });

  it('read every number and name', () => {
    const env = {
      TUNEFORM_TRIALS: '6',
      TUNEFORM_PARALLEL: '3',
      TUNEFORM_WAIT: '1h30m',
      TUNEFORM_OWNER: 'team-a',
      TUNEFORM_MAX_LEARNING_RATE: '0.5',
      TUNEFORM_DATASET: '/data/digits',
      TUNEFORM_TRAINING_INSTANCE: 'ml.c5.xlarge',
      TUNEFORM_ENDPOINT_INSTANCE: 'ml.g4dn.xlarge',
      TUNEFORM_OVERRIDES: ' model=large  seed=2',
      TUNEFORM_SWEEP: 'seed=1,2',
    };
    expect(loadSettings(env, project)).toMatchObject({
      trials: 6,
      parallel: 3,
      wait: '1h30m',
      owner: 'team-a',
      maxLearningRate: 0.5,
      dataset: '/data/digits',
      trainingInstance: 'ml.c5.xlarge',
      endpointInstance: 'ml.g4dn.xlarge',
      overrides: ['model=large', 'seed=2'],
      sweep: ['seed=1,2'],
    });
  });

  it.each([
    ['TUNEFORM_TARGET', 'gcp', "must be 'local' or 'aws'"],
    ['TUNEFORM_LOCAL_URL', 'http://10.0.0.1:4747', 'must be an http URL on loopback'],
    ['TUNEFORM_LOCAL_URL', '4747', 'must be an http URL on loopback'],
    ['TUNEFORM_REGION', 'Ireland', 'must be a region such as us-east-1'],
    ['TUNEFORM_ACCOUNT', '12345', 'must be the 12 digits of an AWS account'],
    ['TUNEFORM_STATE_BUCKET', 'My Bucket', 'must be the name of a bucket'],
    ['TUNEFORM_OWNER', 'Team A', 'must be 1 to 20 lower-case letters'],
    ['TUNEFORM_TRIALS', 'many', 'must be a whole number'],
    ['TUNEFORM_TRIALS', '0', 'must be 1 or more'],
    ['TUNEFORM_TRIALS', '751', 'must be 750 or less'],
    ['TUNEFORM_PARALLEL', '-1', 'must be a whole number'],
    ['TUNEFORM_WAIT', 'forever', "must be a duration such as '30m'"],
    ['TUNEFORM_MAX_LEARNING_RATE', 'fast', 'must be a number'],
    ['TUNEFORM_MAX_LEARNING_RATE', '0.01', 'must be above 0.01'],
  ])('reject %s=%s and say what it %s', (name, value, message) => {
    expect(() => loadSettings({ [name]: value }, project)).toThrow(`${name} ${message}`);
    expect(() => loadSettings({ [name]: value }, project)).toThrow(`it is '${value}'`);
  });

  it('report everything that is wrong at once, and count an empty variable as absent', () => {
    const bad = { TUNEFORM_TARGET: 'gcp', TUNEFORM_TRIALS: '0', TUNEFORM_WAIT: '' };
    expect(() => loadSettings(bad, project)).toThrow(/TUNEFORM_TARGET .*\n.*TUNEFORM_TRIALS/);
  });

  it('ask for the account and the owner before anything is deployed to AWS', () => {
    expect(() => loadSettings({ TUNEFORM_TARGET: 'aws' }, project)).toThrow(
      /TUNEFORM_ACCOUNT is required.*\nTUNEFORM_OWNER is required.*share them/,
    );
  });
});
