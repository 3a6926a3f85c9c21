import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtProvider } from '../../support/built-provider';
import { supports, terraformCli } from '../../support/terraform-cli';
import { TerraformFolder } from './terraform-folder';

const examples = join(__dirname, '../../../docs/reference/examples');
const textOf = (directory: string): string =>
  readdirSync(directory)
    .filter((file) => file.endsWith('.tf'))
    .sort()
    .map((file) => readFileSync(join(directory, file), 'utf8'))
    .join('\n');
const text = textOf(examples) + textOf(join(examples, 'data-sources'));
const functions = `terraform {
  required_providers {
    tuneform = { source = "registry.terraform.io/tuneform/tuneform" }
  }
}
${textOf(join(examples, 'functions'))}`;

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

  if (supports('functions')) {
    it('compute prices without a provider configuration, and name the argument that has none', async () => {
      folder.write(functions);
      await folder.apply();
      expect(JSON.parse(await folder.succeed('output', '-json'))).toMatchObject({
        endpoint_usd_a_month: { value: 167.9 },
      });
      folder.write(functions.replace('"ml.m5.large", "hosting"', '"ml.m5.large", "serving"'));
      const { code, output } = await folder.run('plan', '-no-color');
      expect(code).toBe(1);
      expect(output).toContain('Invalid value for "kind" parameter');
    });
  } else {
    it(`cannot call functions under ${terraformCli.title}, and all else is as it was`, async () => {
      folder.write(functions);
      expect((await folder.run('plan', '-no-color')).code).toBe(1);
    });
  }

  it('are laid out as `terraform fmt` lays them out', async () => {
    const { code, output } = await folder.run('fmt', '-check', '-diff', '-recursive', examples);
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });
});
