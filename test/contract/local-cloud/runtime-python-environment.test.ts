import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../modules/kernel';
import { pythonEnvironment } from '../../../modules/local-cloud/runners/process/python-environment';

let folder: string;
let cacheDirectory: string;
const lines: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuneform-python-'));
  cacheDirectory = join(folder, 'cache');
  lines.length = 0;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = () => ({
  clock: systemClock,
  signal: new AbortController().signal,
  report: (line: string) => lines.push(line),
  cacheDirectory,
});

function requirements(name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('builds once for the same requirements, however many ask at the same time', async () => {
  const first = requirements('a.txt', '# nothing needed\n');
  const same = requirements('b.txt', '# nothing needed\n');
  const [one, two] = await Promise.all([
    pythonEnvironment(first, options()),
    pythonEnvironment(same, options()),
  ]);
  expect(one).toBe(two);
  expect(existsSync(join(one, 'bin', 'python3'))).toBe(true);
  expect(lines.filter((line) => line.startsWith('Installing'))).toHaveLength(1);
  expect(lines.some((line) => line.startsWith('Waiting for another process'))).toBe(true);
  expect(readdirSync(cacheDirectory)).toHaveLength(1);
});

test('requirements that cannot be installed are a reason, and leave nothing behind', async () => {
  const bad = requirements('c.txt', './no-such-folder\n');
  await expect(pythonEnvironment(bad, options())).rejects.toMatchObject({
    code: 'PYTHON_REQUIREMENTS',
    message: expect.stringContaining('no-such-folder'),
  });
  expect(readdirSync(cacheDirectory)).toEqual([]);
});
