import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hostPlatform } from '../../../modules/delivery/platforms';
import { PROVIDER_SOURCE, providerVersion } from '../../../modules/delivery/provider-version';
import { buildSea } from '../../../scripts/build-sea';
import { pathOf, terraformCommand } from '../../support/terraform-cli';
import { runOnBareMachine, scratchFolder, terraformWith } from '../delivery/terraform';
import { startBench } from './bench';
import { imageBlock, providerBlock } from './configurations';
import { TerraformFolder } from './terraform-folder';

let executable: string;
let withoutNode: { readonly PATH: string };

beforeAll(async () => {
  ({ executable } = await buildSea(scratchFolder()));
  withoutNode = { PATH: scratchFolder() };
  symlinkSync(pathOf(terraformCommand), join(withoutNode.PATH, basename(terraformCommand)));
});

describe('the provider as one executable, on a machine where only Terraform is found', () => {
  it('is named as Terraform expects it', () => {
    const suffix = process.platform === 'win32' ? '.exe' : '';
    expect(basename(executable)).toBe(`terraform-provider-tuneform_v${providerVersion()}${suffix}`);
  });

  it('is installed from the folder beside the configuration and tells its schema', () => {
    const folder = scratchFolder();
    const version = providerVersion();
    const place = join(folder, 'terraform.d/plugins', PROVIDER_SOURCE, version, hostPlatform());
    mkdirSync(place, { recursive: true });
    linkSync(executable, join(place, basename(executable)));
    const required = `{ source = "${PROVIDER_SOURCE}", version = "${version}" }`;
    writeFileSync(
      join(folder, 'main.tf'),
      `terraform {\n  required_providers {\n    tuneform = ${required}\n  }\n}\n`,
    );

    expect(runOnBareMachine(folder, ['node', '--version'], withoutNode).status).toBeNull();
    expect(terraformWith(withoutNode, folder, 'init', '-input=false', '-no-color')).toMatchObject({
      status: 0,
      stderr: '',
    });
    const { status, stdout, stderr } = terraformWith(withoutNode, folder, 'providers', 'schema', '-json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const told = JSON.parse(stdout) as {
      provider_schemas: Record<string, { resource_schemas: Record<string, unknown> }>;
    };
    expect(Object.keys(told.provider_schemas[PROVIDER_SOURCE]!.resource_schemas).sort()).toEqual([
      'tuneform_champion',
      'tuneform_container_image',
      'tuneform_endpoint',
      'tuneform_experiment',
      'tuneform_training_job',
    ]);
  });

  it('calls AWS services, whose client loads parts of Node only with its first call', async () => {
    const bench = await startBench();
    const folder = new TerraformFolder(dirname(executable), withoutNode);
    try {
      folder.write(providerBlock(bench) + imageBlock(bench));
      await folder.apply();
      const image = (await folder.state())['tuneform_container_image.tiny'];
      expect(image?.['image_uri']).toContain(`${bench.repositoryUrl}@sha256:`);
      await folder.destroy();
    } finally {
      folder.remove();
      await bench.stop();
    }
  });
});
