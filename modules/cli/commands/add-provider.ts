import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { ProviderBuildFlags, ProviderCheckFlags, ProviderPackageFlags } from './flags';
import { load } from './load';
import { examples } from './options';

/** `tuneform provider …`, for authors of providers. */
export function addProviderCommands(program: Command, terminal: Terminal): void {
  const provider = program
    .command('provider')
    .description('For authors of Terraform providers: build, check and package a provider.');

  provider
    .command('build <main>')
    .description(
      "Bundle a provider's sources, starting from its main file, into one executable for Node 20.19 and later.",
    )
    .requiredOption('--out <file>', 'path of the executable: terraform-provider-NAME_vVERSION')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      examples('npx tuneform provider build main.ts --out dist/terraform-provider-first_v0.1.0'),
    )
    .action((main: string, flags: ProviderBuildFlags) =>
      load.providerBuild().providerBuild(main, flags, terminal),
    );

  provider
    .command('check <file>')
    .description(
      "Check a provider's executable: its process, its schema and, with --config, the lifecycle of real objects under Terraform.",
    )
    .option(
      '--config <folder>',
      'steps to apply in order, one .tf file or folder each; this creates and destroys real objects',
    )
    .option('--terraform <path>', 'the CLI to use (default: $TERRAFORM_BINARY_NAME, else terraform)')
    .option('--address <source>', "the provider's source (default: the source in the steps)")
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      examples(
        'npx tuneform provider check dist/terraform-provider-first_v0.1.0',
        'npx tuneform provider check dist/terraform-provider-first_v0.1.0 --config steps --terraform tofu',
      ),
    )
    .action((file: string, flags: ProviderCheckFlags) =>
      load.providerCheck().providerCheck(file, flags, terminal),
    );

  provider
    .command('package <file>')
    .description('Package a provider as a release: zips, manifest, checksums and signature.')
    .requiredOption('--name <name>', 'the NAME of terraform-provider-NAME')
    .requiredOption('--version <version>', 'semantic version of the release, without v')
    .requiredOption('--out <folder>', 'folder for the files; later calls may add platforms')
    .option('--os <system...>', 'linux, darwin, windows, … (default: that of this machine)')
    .option('--arch <architecture...>', 'amd64, arm64, … (default: that of this machine)')
    .option('--sign <key>', 'sign the checksums with this gpg key')
    .option(
      '--mirror <folder>',
      'also add the release to this folder, a network mirror and filesystem mirror',
    )
    .option('--address <source>', "the provider's source for --mirror: HOST/NAMESPACE/NAME")
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      examples(
        'npx tuneform provider package dist/first --name first --version 0.1.0 --out release',
        'npx tuneform provider package dist/first --name first --version 0.1.0 --out release --os linux darwin --arch amd64 arm64 --sign me@example.com',
      ),
    )
    .action((file: string, flags: ProviderPackageFlags) =>
      load.providerPackage().providerPackage(file, flags, terminal),
    );
}
