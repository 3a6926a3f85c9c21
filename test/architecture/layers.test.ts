import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import layers from '../../layers';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

describe('the layers', () => {
  it.each(Object.entries(layers))('ARCHITECTURE.md is right about modules/%s', (name, layer) => {
    const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const cell = rows.find((row) => row[1] === `\`modules/${name}\``)?.[3];
    expect(cell).toBe(layer.modules.join(', ') || 'nothing');
  });

  it('names every module, so that no folder escapes the rule', () => {
    const folders = readdirSync(join(root, 'modules'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.sort()).toEqual(Object.keys(layers).sort());
  });
});

describe('words that reveal a wrong dependency', () => {
  const sources = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(root, folder, file));

  it.each([
    ['modules/plugin', /sagemaker|@aws-sdk/i],
    ['modules/reconcile', /sagemaker|terraform|@aws-sdk/i],
  ])('%s does not say them', (folder, forbidden) => {
    const guilty = sources(folder).filter((file) => forbidden.test(readFileSync(file, 'utf8')));
    expect(guilty).toEqual([]);
  });

  it('no folder or file has an empty name such as utils', () => {
    const vague = ['modules', 'stacks', 'test', 'scripts']
      .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
      .filter(
        (path) =>
          /(^|\/)(utils?|helpers?|common|misc)(\.ts|\/|$)/.test(path) && !path.includes('node_modules'),
      );
    expect(vague).toEqual([]);
  });
});
