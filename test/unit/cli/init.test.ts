import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { scratchFolder } from '../../support/scratch-folder';
import { collectingTerminal } from './collecting-terminal';

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});

async function init(...argv: readonly string[]) {
  const terminal = collectingTerminal(folder);
  const code = await main(['init', ...argv], terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}

describe('tuneform init', () => {
  it('writes a container, data, a stack and a test, names them, and says what comes next', async () => {
    const { code, stdout, stderr } = await init('churn', '--language', 'python');
    expect(code).toBe(0);
    const written = stdout.split('\n');
    expect(written).toEqual(expect.arrayContaining(['churn/container/train', 'churn/main.ts']));
    expect(written.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
    expect(statSync(join(folder, 'churn/container/train')).mode & 0o111).toBe(0o111);
    expect(statSync(join(folder, 'churn/container/model.py')).mode & 0o111).toBe(0);
    expect(stderr).toContain('npx tuneform container check churn/container --data churn/data');
    expect(readFileSync(join(folder, 'churn/main.ts'), 'utf8')).toContain("name: 'churn'");
  });

  it('writes HCL instead, in the other language, under another name', async () => {
    const { stdout } = await init('--language', 'r', '--hcl', '--name', 'my-model', '--json');
    const { files, name } = JSON.parse(stdout) as { files: string[]; name: string };
    expect(name).toBe('my-model');
    expect(files).toEqual(expect.arrayContaining(['container/train.R', 'experiment.tf']));
    expect(files).not.toContain('main.ts');
    expect(readFileSync(join(folder, 'experiment.tf'), 'utf8')).toContain('"my-model"');
  });

  it('gives the role of an HCL project the rights that the shipped module gives', async () => {
    await init('churn', '--language', 'python', '--hcl');
    const rightsIn = (text: string): readonly string[] =>
      [...new Set(text.match(/"(?:s3|ecr|logs|cloudwatch|sts):[A-Z][A-Za-z]+"/g))].sort();
    const module = readFileSync(join(__dirname, '../../../terraform/tuning-experiment/role.tf'), 'utf8');
    expect(rightsIn(readFileSync(join(folder, 'churn/foundation.tf'), 'utf8'))).toEqual(rightsIn(module));
  });

  it('overwrites nothing, and writes nothing where it would', async () => {
    mkdirSync(join(folder, 'churn/container'), { recursive: true });
    writeFileSync(join(folder, 'churn/container/train'), 'mine');
    const { code, stdout, stderr } = await init('churn', '--language', 'python');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('churn already has container/train, and nothing is overwritten');
    expect(readFileSync(join(folder, 'churn/container/train'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'churn/main.ts'))).toBe(false);
  });

  it.each([
    [['churn'], '--language'],
    [['churn', '--language', 'cobol'], 'python, r'],
    [['Churn', '--language', 'r'], '"Churn" cannot be the experiment’s name'],
    [['churn', '--language', 'r', '--name', 'a'.repeat(25)], 'at most 24'],
  ])('rejects %j', async (argv, message) => {
    const { code, stderr } = await init(...argv);
    expect([code, stderr.replaceAll("'", '’')]).toEqual([2, expect.stringContaining(message)]);
  });
});
