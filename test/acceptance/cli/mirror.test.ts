import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROVIDER_SOURCE, providerVersion, SCRIPT_PLATFORMS } from '../../../modules/delivery';
import { terraformCommand } from '../../support/terraform-cli';

const BIN = join(__dirname, '../../../modules/cli/bin/tuneform.js');

const CONFIGURATION = `terraform {
  required_providers {
    tuneform = {
      source = "registry.terraform.io/tuneform/tuneform"
    }
  }
}
`;

describe('tuneform mirror', () => {
  it('prints the configuration with which Terraform installs the provider from the folder it wrote', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuneform-mirror-'));
    try {
      const { PATH, HOME } = process.env;
      const plain: NodeJS.ProcessEnv = { PATH, HOME };
      const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe' } as const;
      const block = execFileSync(process.execPath, [BIN, 'mirror', 'plugins'], {
        ...options,
        env: { PATH, HOME },
      });
      const versions = join(folder, 'plugins', PROVIDER_SOURCE);
      expect(readdirSync(versions)).toEqual([providerVersion()]);
      expect(readdirSync(join(versions, providerVersion())).sort()).toEqual([...SCRIPT_PLATFORMS]);
      const configurationFile = join(folder, 'terraform.rc');
      writeFileSync(configurationFile, block);
      writeFileSync(join(folder, 'main.tf'), CONFIGURATION);
      const env: NodeJS.ProcessEnv = {
        ...plain,
        CHECKPOINT_DISABLE: '1',
        TF_CLI_CONFIG_FILE: configurationFile,
      };
      execFileSync(terraformCommand, ['init', '-no-color'], { ...options, env });
      const schemas = execFileSync(terraformCommand, ['providers', 'schema', '-json'], {
        ...options,
        env,
        maxBuffer: 2 ** 26,
      });
      expect(schemas).toContain('"tuneform_experiment"');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
