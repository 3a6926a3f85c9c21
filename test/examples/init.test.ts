import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../modules/cli/main';
import { LANGUAGES } from '../../modules/cli/init/starter-choice';
import type { Language } from '../../modules/cli/init/starter-choice';
import { mars } from '../../modules/demo/examples/mars';
import { ensureSystemPackages } from '../../modules/demo/examples/system-packages';
import { TerraformWorkspace } from '../acceptance/aws-provider/terraform-workspace';
import { builtProvider } from '../support/built-provider';
import { fill, scratchFolder } from '../support/scratch-folder';
import { collectingTerminal } from '../unit/cli/collecting-terminal';

const ROOT = join(__dirname, '../..');
const METRIC = String.raw`validation:accuracy=validation:accuracy=(\S+)`;
const TEST = {
  python: ['python3', '-B', '-m', 'unittest', 'discover', 'container/tests'],
  r: ['Rscript', 'container/tests/test-train.R'],
} as const satisfies Record<Language, readonly [string, ...string[]]>;

async function tuneform(folder: string, ...argv: readonly string[]): Promise<string> {
  const terminal = collectingTerminal(folder, process.env);
  const code = await main(argv, terminal);
  const said = [...terminal.stdout, ...terminal.stderr].join('\n');
  if (code !== 0) throw new Error(`exit code ${String(code)}:\n${said}`);
  return said;
}

beforeAll(async () => {
  const silent = { block: () => undefined, live: () => undefined } as never;
  const signal = new AbortController().signal;
  await ensureSystemPackages({ example: 'init', packages: mars.packages, stage: silent, signal });
});

describe.each(LANGUAGES)('what tuneform init --language %s writes', (language) => {
  it('has a container that passes every clause that the check can see, and a test that passes', async () => {
    const folder = scratchFolder();
    await tuneform(folder, 'init', 'churn', '--language', language);
    const [program, ...args] = TEST[language];
    execFileSync(program, args, { cwd: join(folder, 'churn'), stdio: 'pipe' });
    const check = ['container', 'check', 'churn/container', '--data', 'churn/data', '--metric', METRIC];
    const report = await tuneform(folder, ...check);
    expect(report).toMatch(/ 0 refused, 0 risky, /);
    expect(report).toMatch(/validation:accuracy is (1|0\.[5-9]\d*)/);
  });

  it('has a stack in CDKTF that synthesises', async () => {
    const folder = scratchFolder();
    await tuneform(folder, 'init', '--language', language, '--name', 'churn');
    // In place of the packages that a user installs: this checkout’s own.
    const tuneformPackage = join(folder, 'node_modules/tuneform');
    mkdirSync(tuneformPackage, { recursive: true });
    const constructs = JSON.stringify(join(ROOT, 'modules/constructs'));
    fill(tuneformPackage, { 'index.ts': `export * from ${constructs};\n` });
    writeFileSync(join(tuneformPackage, 'package.json'), '{"name": "tuneform", "main": "index.ts"}');
    const options = { cwd: folder, stdio: 'pipe' } as const;
    execFileSync(
      process.execPath,
      ['-r', join(ROOT, 'node_modules/tsx/dist/cjs/index.cjs'), 'main.ts'],
      options,
    );
    const stack = JSON.parse(readFileSync(join(folder, 'cdktf.out/stacks/churn/cdk.tf.json'), 'utf8')) as {
      resource: Record<string, object>;
    };
    expect(Object.keys(stack.resource)).toEqual(
      expect.arrayContaining(['tuneform_experiment', 'tuneform_training_job', 'tuneform_endpoint']),
    );
  });

  it('has HCL that Terraform lays out likewise and finds valid', async () => {
    const folder = scratchFolder();
    await tuneform(folder, 'init', '--language', language, '--name', 'churn', '--hcl');
    const { PATH, HOME, TF_PLUGIN_CODE_CACHE, XDG_STATE_HOME } = process.env;
    const environment = { PATH, HOME, TF_PLUGIN_CODE_CACHE, XDG_STATE_HOME };
    const workspace = new TerraformWorkspace(environment, 'churn');
    try {
      workspace.install(await builtProvider());
      cpSync(folder, join(workspace.directory, 'churn'), { recursive: true });
      expect(await workspace.run('fmt', '-check', '-diff')).toEqual({ code: 0, output: '' });
      await workspace.succeed('init', '-no-color');
      await workspace.keepProvider();
      expect(await workspace.succeed('validate', '-no-color')).toContain('The configuration is valid');
    } finally {
      await workspace.remove();
    }
  });
});
