import { runBuilder } from '../../../modules/image/builder/run-builder';

it('gives a builder its own settings and the names of accounts, and no key of any kind', async () => {
  const passed = { DOCKER_HOST: 'unix:///run/d.sock', BUILDAH_ISOLATION: 'chroot', AWS_PROFILE: 'images' };
  const kept = { AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'x', GITHUB_TOKEN: 'x', NPM_TOKEN: 'x' };
  const before = { ...process.env };
  Object.assign(process.env, passed, kept);
  try {
    const { stdout } = await runBuilder({
      file: '/usr/bin/env',
      args: [],
      env: { OF_THE_CALL: 'yes' },
    });
    const seen = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s)),
    );
    expect(seen).toMatchObject({ ...passed, OF_THE_CALL: 'yes', PATH: process.env['PATH'] });
    expect(Object.keys(kept).filter((name) => name in seen)).toEqual([]);
  } finally {
    for (const name of Object.keys({ ...passed, ...kept })) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
});
