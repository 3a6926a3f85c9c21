import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindingFiles } from '../../scripts/bindings/binding-files';

describe('the construct bindings', () => {
  it('are what `npm run bindings` writes from the schemas of today', async () => {
    const files = await bindingFiles();
    const committed = files.map(({ path }) => ({
      path,
      text: readFileSync(join(__dirname, '../..', path), 'utf8'),
    }));
    expect(committed).toEqual(files);
  });
});
