import { configurationDocument, resolveConfiguration } from '../../../modules/configuration';
import { scratchFolder } from '../../support/scratch-folder';
import { FILES } from './claims-files';

describe('the folder of a configuration', () => {
  it('is read with the groups below it and a file of changes beside it', () => {
    const folder = scratchFolder({ ...FILES, '.hidden/x.yaml': '[', 'README.md': '#' });
    const changes = scratchFolder({ 'team.yaml': 'data: { rows: 9 }' });
    const resolved = resolveConfiguration({
      folder,
      file: `${changes}/team.yaml`,
      overrides: ['model=deep'],
    });
    expect(resolved.values).toMatchObject({ data: { rows: 9 }, model: { max_leaf_nodes: 128 } });
  });

  it('becomes a document with values, hash and the origin of each value', () => {
    const resolved = resolveConfiguration({ folder: scratchFolder(FILES), overrides: ['seed=2'] });
    const document = JSON.parse(configurationDocument(resolved)) as Record<string, unknown>;
    expect(document).toMatchObject({
      format: 'tuneform-configuration',
      format_version: 1,
      hash: resolved.hash,
      values: resolved.values,
      provenance: {
        seed: {
          layer: 'static',
          source: 'seed=2',
          replaced: [{ layer: 'defaults', source: 'config.yaml', value: 1 }],
        },
        'data.rows': { layer: 'group', source: 'data/synthetic.yaml' },
      },
    });
  });

  it.each([
    [
      'no folder',
      { folder: '/no/such/folder' },
      "The configuration's folder '/no/such/folder' does not exist.",
    ],
    [
      'no file',
      { folder: scratchFolder(FILES), file: '/no/such.yaml' },
      "The file of changes '/no/such.yaml' does not exist.",
    ],
    ['an empty folder', { folder: scratchFolder() }, 'There is no config.yaml.'],
  ])('is rejected if there is %s', (_, props, message) => {
    expect(() => resolveConfiguration(props)).toThrow(message);
  });
});
