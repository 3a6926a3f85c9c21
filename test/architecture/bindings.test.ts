import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindingFiles } from '../../scripts/bindings/binding-files';

describe('the construct bindings', () => {
  it('are up to date with the schemas', async () => {
    const files = await bindingFiles();
    const committed = files.map(({ path }) => ({
      path,
      text: readFileSync(join(__dirname, '../..', path), 'utf8'),
    }));
    expect(committed).toEqual(files);
  });
});
