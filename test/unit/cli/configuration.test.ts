import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { configurationDocument, resolveConfiguration } from '../../../modules/configuration';
import { scratchFolder } from '../../support/scratch-folder';
import { collectingTerminal } from './collecting-terminal';

const folder = scratchFolder({
  'settings/config.yaml': 'defaults: [{ model: poisson }]\nseed: 1\n',
  'settings/model/poisson.yaml': 'max_iter: 60\nloss: poisson\n',
  'settings/model/large.yaml': 'defaults: [poisson]\nmax_iter: 200\n',
  'live.yaml': 'seed: 5\n',
});

async function resolved(...argv: readonly string[]) {
  const terminal = collectingTerminal(folder);
  const code = await main(['configuration', 'resolve', ...argv], terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}

const expected = resolveConfiguration({
  folder: 'settings',
  base: folder,
  file: 'live.yaml',
  overrides: ['model=large'],
});
const SAME = ['settings', 'model=large', '--file', 'live.yaml'];

describe('tuneform configuration resolve', () => {
  it('prints the document that a stack delivers, and nothing else', async () => {
    const { code, stdout, stderr } = await resolved(...SAME);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(`${stdout}\n`).toBe(configurationDocument(expected));
    expect(JSON.parse(stdout)).toMatchObject({ values: { seed: 5, model: { max_iter: 200 } } });
    expect((await resolved(...SAME, '--json')).stdout).toBe(stdout);
    // Paths are shown as given, so that the document is the same on every machine.
    expect(stdout).not.toContain(folder);
  });

  it('takes every kind of override', async () => {
    const { stdout } = await resolved('settings', '+note=x', '~model.loss', 'seed=2');
    expect(JSON.parse(stdout)).toMatchObject({ values: { seed: 2, model: { max_iter: 60 }, note: 'x' } });
    expect(stdout).not.toContain('"loss"');
  });

  it('says where each value comes from, with --provenance', async () => {
    const { stdout } = await resolved(...SAME, '--provenance');
    expect(stdout).toMatch(/^model\.max_iter +200 +group +model\/large\.yaml +60 \(model\/poisson\.yaml\)$/m);
    expect(stdout).toMatch(/^seed +5 +file +live\.yaml +1 \(config\.yaml\)$/m);
    expect(stdout).toContain(`hash ${expected.hash}`);
    expect(JSON.parse((await resolved(...SAME, '--provenance', '--json')).stdout)).toEqual({
      hash: expected.hash,
      provenance: JSON.parse(JSON.stringify(expected.provenance)) as unknown,
    });
  });

  it('prints the hash alone, with --hash', async () => {
    expect((await resolved(...SAME, '--hash')).stdout).toBe(expected.hash);
    const json = (await resolved(...SAME, '--hash', '--json')).stdout;
    expect(JSON.parse(json)).toEqual({ hash: expected.hash });
  });

  it.each([
    [['settings', 'sead=2'], "'sead=2'"],
    [['settings', 'seed=1,2'], 'which is a sweep'],
    [['nowhere'], "The configuration's folder 'nowhere' does not exist."],
    [['settings', '--file', 'x.yaml'], "The file of changes 'x.yaml' does not exist."],
  ])('ends with 1 and says what is wrong with %j', async (argv, message) => {
    const text = await resolved(...argv);
    expect(text).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) as string });
    expect(text.stderr).not.toContain(join(folder, 'settings'));
    const { stderr } = await resolved(...argv, '--json');
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'INVALID_CONFIGURATION', exitCode: 1 },
    });
  });

  it('cannot print two things', async () => {
    expect((await resolved('settings', '--hash', '--provenance')).code).toBe(2);
  });
});
