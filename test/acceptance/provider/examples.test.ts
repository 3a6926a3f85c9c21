import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtProvider } from '../../support/built-provider';
import { TerraformFolder } from './terraform-folder';

const examples = join(__dirname, '../../../docs/reference/examples');
const text = readdirSync(examples)
  .filter((file) => file.endsWith('.tf'))
  .sort()
  .map((file) => readFileSync(join(examples, file), 'utf8'))
  .join('\n');

let folder: TerraformFolder;

beforeAll(async () => {
  folder = new TerraformFolder(dirname(await builtProvider()));
});
afterAll(() => folder.remove());

describe('the examples of the reference', () => {
  it('are one configuration that Terraform and the provider find valid', async () => {
    folder.write(text);
    expect((await folder.succeed('validate', '-no-color')).trim()).toContain(
      'Success! The configuration is valid',
    );
  });

  it('would not pass with a misspelt attribute, so that the check means something', async () => {
    folder.write(text.replace('tuning_job_names =', 'tuning_jobs ='));
    const { code, output } = await folder.run('validate', '-no-color');
    expect(code).toBe(1);
    expect(output).toContain('"tuning_jobs"');
  });

  it('are laid out as `terraform fmt` lays them out', async () => {
    const { code, output } = await folder.run('fmt', '-check', '-diff', examples);
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });
});
