import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { addressInSteps } from '../../../modules/cli/provider/address-in-steps';
import { renderFindings } from '../../../modules/cli/provider/render-findings';
import { checkLifecycle, readSteps } from '../../../modules/conformance';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { bundleProgram, writeExecutable } from '../../../modules/bundle';
import { blockOf, buildFirstProvider, writeFirstProvider } from '../plugin/first-provider';
import { terraformCommand } from '../../support/terraform-cli';

const EXECUTABLE = 'terraform-provider-first_v0.1.0';
const CONFIGURATION = blockOf('hcl');

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provider-check-'));
  await buildFirstProvider(join(folder, EXECUTABLE));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(...args: readonly string[]) {
  const terminal = collectingTerminal(folder, { ...process.env, NO_COLOR: '1' });
  const code = await main(['provider', 'check', ...args, '--terraform', terraformCommand], terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}

/** What the command prints of the steps alone: what else it checks starts the provider a dozen times. */
async function live(name: string, config: string): Promise<string> {
  const executable = join(folder, name);
  const steps = readSteps(join(folder, config));
  const address = addressInSteps(executable, steps);
  const findings = await checkLifecycle({ executable, steps, address, terraform: terraformCommand });
  return renderFindings(findings, collectingTerminal(folder, { NO_COLOR: '1' }).dataStyle);
}

/** Writes steps into a folder of their own and names it. */
function steps(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
  return name;
}

describe('tuneform provider check', () => {
  it('finds nothing wrong with the provider of the guide, from create to destroy', async () => {
    const replaced = CONFIGURATION.replace('"hello"', '"bye"').replace('greeting.txt', 'other.txt');
    const life = steps('life', {
      '1-create.tf': `# expect: create\n${CONFIGURATION}`,
      '2-update.tf': `# expect: update\n${CONFIGURATION.replace('"hello"', '"bye"')}`,
      '3-replace.tf': `# expect: replace\n# import: first_file.greeting other.txt\n${replaced}`,
    });
    const { code, stdout, stderr } = await check(EXECUTABLE, '--config', life);
    expect({ code, failed: /FAIL.*/.exec(stdout)?.[0] }).toEqual({ code: 0, failed: undefined });
    expect(stderr).toMatch(/All \d+ checks passed/);
    for (const line of [
      'ok    handshake',
      'ok    schema of resource first_file',
      'ok    1-create: apply  first_file.greeting: create',
      'ok    2-update: second plan',
      'ok    3-replace: apply  first_file.greeting: replace',
      'ok    3-replace: import first_file.greeting',
      'ok    destroy: destroy  The state is empty.',
    ]) {
      expect(stdout).toContain(line);
    }
  });

  it('exits with 1 and names step and rule when the provider breaks a promise', async () => {
    // Whatever was written, it reads something else. In braces, so that no name meets one of the program's.
    const disturbed = `{ require('node:fs/promises').readFile = async () => 'never what was written'; }`;
    const program = readFileSync(join(folder, EXECUTABLE), 'utf8');
    const broken = program.replace('\n', `\n${disturbed}\n`);
    writeFileSync(join(folder, 'broken_v0.1.0'), broken, { mode: 0o755 });
    const life = steps('one', { 'only.tf': CONFIGURATION });
    const { code, stdout, stderr } = await check('broken_v0.1.0', '--config', life, '--json');
    expect(code).toBe(1);
    expect(stderr).toContain('"code":"PROVIDER_CHECK_FAILED"');
    const { ok, findings } = JSON.parse(stdout) as {
      ok: boolean;
      findings: { check: string; ok: boolean }[];
    };
    expect(ok).toBe(false);
    const wrong = findings.filter((finding) => !finding.ok);
    expect(wrong.map((finding) => finding.check)).toEqual([
      'only: plan',
      'only: second plan',
      'only: refresh',
    ]);
    expect(wrong[0]).toMatchObject({
      step: 'only',
      message: expect.stringContaining('Terraform wants to change what it has just created.') as string,
      said: expect.stringContaining('first_file.greeting') as string,
    });
  });

  it('cites the rule that the framework named', async () => {
    const program = readFileSync(join(folder, EXECUTABLE), 'utf8');
    // What it stores is not what was planned.
    const broken = program.replaceAll(/sha256:([\w$]+)\(/g, 'content:"else",sha256:$1(');
    expect(broken).not.toBe(program);
    writeFileSync(join(folder, 'liar_v0.1.0'), broken, { mode: 0o755 });
    const life = steps('one', { 'only.tf': CONFIGURATION });
    const stdout = await live('liar_v0.1.0', life);
    expect(stdout).toMatch(/FAIL {2}only: apply/);
    expect(stdout).toContain('Rule R27: A value that was known in the plan is the same after the apply.');
    expect(stdout).not.toContain('only: plan');
    expect(stdout).toContain('destroy: destroy');
  });

  it('finds nothing wrong with a whole number, whatever exit code its refresh has', async () => {
    const main = join(folder, 'numbered.ts');
    writeFirstProvider(main);
    const program = readFileSync(main, 'utf8');
    const size = "size: attr.number({ optional: true, description: 'A whole number.' }),";
    writeFileSync(main, program.replace('content: attr', `${size}\n content: attr`));
    await writeExecutable(join(folder, 'numbered_v0.1.0'), await bundleProgram(main));
    const numbered = CONFIGURATION.replace('content =', 'size = 3\n  content =');
    expect(numbered).not.toBe(CONFIGURATION);
    const life = steps('numbered', { 'only.tf': numbered });
    const stdout = await live('numbered_v0.1.0', life);
    expect(/FAIL.*/.exec(stdout)?.[0]).toBeUndefined();
    expect(stdout).toContain('ok    only: refresh');
  });

  it('tells an import that finds nothing and a step that does not do what it claims, and still destroys the object', async () => {
    const life = steps('lost', {
      '1-lost.tf': `# import: first_file.greeting nowhere.txt\n${CONFIGURATION}`,
      '2-claims.tf': `# expect: replace\n${CONFIGURATION.replace('"hello"', '"bye"')}`,
    });
    const stdout = await live(EXECUTABLE, life);
    expect(stdout).toMatch(/FAIL {2}1-lost: import first_file\.greeting/);
    expect(stdout).toContain('The step expects replace, but the plan contains first_file.greeting: update.');
    expect(stdout).toMatch(/ok {4}destroy: destroy/);
  });

  it.each([
    { files: {}, says: /has no steps/, why: 'there is no step' },
    { files: { 'a.tf': '# expect: magic\n' }, says: /expects "magic"/, why: 'it expects the impossible' },
    { files: { 'a.tf': '# import: alone\n' }, says: /address and an id/, why: 'an import has no id' },
    { files: { 'a.tf': 'locals {}\n' }, says: /name no provider/, why: 'no provider is named' },
    {
      files: { 'a.tf': 'x = { source = "one/x" }\ny = { source = "two/y" }\n' },
      says: /name one\/x and two\/y/,
      why: 'it is not clear which provider is meant',
    },
  ])('rejects steps before any check when $why', async ({ files, says }) => {
    rmSync(join(folder, 'bad'), { recursive: true, force: true });
    const { stdout, stderr } = await check(EXECUTABLE, '--config', steps('bad', files));
    expect(stdout).toBe('');
    expect(stderr).toMatch(says);
  });

  it('says so when there is no Terraform, and when there is no executable', async () => {
    const life = steps('one', { 'only.tf': CONFIGURATION });
    const terminal = collectingTerminal(folder);
    const args = ['provider', 'check', EXECUTABLE, '--config', life, '--terraform', './no-terraform'];
    expect(await main(args, terminal)).toBe(1);
    expect(terminal.stderr.join('\n')).toContain('[COMMAND_NOT_RUNNABLE]');
    expect((await check('nothing')).stderr).toContain('[EXECUTABLE_NOT_FOUND]');
  });
});
