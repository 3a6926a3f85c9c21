import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBuilder } from '../../modules/image';
import { surroundings } from '../support/surroundings';

describe('what surrounds a test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'surroundings-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const person = {
    PATH: join(__dirname, '..', 'support', 'unreachable-registry'),
    HOME: '/nowhere/person',
    AWS_PROFILE: 'work',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4747',
    AWS_SECRET_ACCESS_KEY: 'secret',
    TF_LOG: 'trace',
    TF_VAR_trials: '1',
    TF_WORKSPACE: 'production',
    TUNEFORM_LOCAL_URL: 'http://127.0.0.1:4747',
    NODE_OPTIONS: '--require ./mine.js',
    PIP_USER: '1',
    PYTHONPATH: '/nowhere/person/lib',
    DOCKER_HOST: 'tcp://10.0.0.1:2375',
    HTTP_PROXY: 'http://10.0.0.1:3128',
    NO_PROXY: 'intranet',
    PIP_INDEX_URL: 'https://mirror.example/simple',
  };

  it('has nothing of a person’s settings but where to install from', () => {
    const env = surroundings(person, folder);
    const settings = Object.keys(env).filter((name) => name in person);
    expect(settings).toEqual(['PATH', 'HOME', 'HTTP_PROXY', 'NO_PROXY', 'PIP_INDEX_URL']);
    expect(env['NO_PROXY']).toBe('127.0.0.1,localhost,::1,intranet');
    expect(
      Object.keys(env)
        .filter((name) => name.startsWith('AWS_'))
        .toSorted(),
    ).toEqual(['AWS_CONFIG_FILE', 'AWS_EC2_METADATA_DISABLED', 'AWS_SHARED_CREDENTIALS_FILE']);
  });

  it('has no builder, while the machine has one', async () => {
    expect(await findBuilder({ path: person.PATH })).toMatchObject({ name: 'buildah' });
    expect(await findBuilder()).toBeUndefined();
  });

  it('is what this very test has', () => {
    expect(process.env['OUTER_PATH']).toBeDefined();
    expect(process.env['AWS_PROFILE']).toBeUndefined();
    expect(process.env['NODE_OPTIONS']).toBeUndefined();
  });
});
