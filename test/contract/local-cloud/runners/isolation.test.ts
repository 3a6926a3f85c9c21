import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import type { TestFile } from '../../../support/pack-test-image';
import { RunnerBench } from './runner-bench';
import { describeIsolated } from './rungs';

/** What a rung promises that says it isolates files and processes. */
describeIsolated('a container on the isolated rung', (rung) => {
  let bench: RunnerBench;
  let lines: string[];

  beforeEach(() => {
    bench = new RunnerBench(rung);
    ({ lines } = bench);
  });

  afterEach(() => bench.remove());

  async function run(body: string, config: Record<string, unknown> = {}): Promise<readonly string[]> {
    const digest = await bench.images.add(
      [
        { name: 'opt/program/train', content: `#!/bin/sh\n${body}\n` },
        { name: 'app/data.txt', content: 'of the image\n', mode: 0o644 },
        { name: 'start', content: '#!/bin/sh\necho started\n' },
      ],
      config,
    );
    await (
      await bench.run(digest)
    ).exited;
    return lines;
  }

  test('finds its files at the paths of its image', async () => {
    expect(await run('cat /app/data.txt; /start; pwd; echo $0')).toEqual([
      'of the image',
      'started',
      '/opt/program',
      '/opt/program/train',
    ]);
  });

  test('finds /opt/ml where every SageMaker program looks for it', async () => {
    await run('mkdir -p /opt/ml/model && echo 1 > /opt/ml/model/weights');
    expect(readFileSync(join(bench.ml, 'model', 'weights'), 'utf8')).toBe('1\n');
  });

  test('sees no process but its own', async () => {
    const [seen = ''] = await run(`echo $(ls /proc | grep -c '^[0-9]')`);
    expect(Number(seen)).toBeLessThan(10);
  });

  test('sees neither the home nor the files of this machine', async () => {
    const secret = mkdtempSync(join(tmpdir(), 'of-the-host-'));
    writeFileSync(join(secret, 'key'), 'of-the-host');
    const home = homedir() === '/root' ? '/root' : homedir();
    const says = await run(
      `cat ${secret}/key; ls -A ${home} | grep -v '^[.]\\(pyenv\\|cache\\)$'; ls -A /tmp; wc -c < /etc/shadow`,
    );
    rmSync(secret, { recursive: true });
    expect(says.filter((line) => !line.includes('No such file'))).toEqual(['0']);
  });

  test('changes nothing of this machine or of its image', async () => {
    const digest = await bench.images.add([
      {
        name: 'opt/program/train',
        content:
          '#!/bin/sh\nfor f in /usr/mine /etc/mine /mine /app/data.txt; do echo x > $f && echo $f; done\n',
      },
      { name: 'app/data.txt', content: 'of the image\n', mode: 0o644 },
    ]);
    const image = join(bench.root, 'runner', 'images', digest.slice('sha256:'.length));
    await (
      await bench.run(digest)
    ).exited;
    expect(lines).toEqual(['/usr/mine', '/etc/mine', '/mine', '/app/data.txt']);
    expect(['/usr/mine', '/etc/mine', '/mine'].filter((file) => existsSync(file))).toEqual([]);
    expect(readFileSync(join(image, 'app/data.txt'), 'utf8')).toBe('of the image\n');
  });

  test('leaves no way back to the root of this machine', async () => {
    const escape = `import os
os.mkdir("/jail"); os.chroot("/jail")
for _ in range(64): os.chdir("..")
os.chroot(".")
print(sorted(name for name in os.listdir("/") if name in ("jail", "home", "mnt", "srv", "media", "boot")))
`;
    const digest = await bench.images.add([
      { name: 'opt/program/train', content: `#!/usr/bin/env python3\n${escape}` },
    ]);
    await (
      await bench.run(digest)
    ).exited;
    expect(lines).toEqual(["['jail']"]);
  });

  test('runs an image with its base on nothing but its own files', async () => {
    const digest = await bench.images.add([
      ...withLibraries(['/bin/sh', '/usr/bin/env', '/bin/ls']),
      { name: 'opt/program/train', content: '#!/bin/sh\nls /usr/bin; ls /opt; exit 4\n' },
    ]);
    expect(await (await bench.run(digest)).exited).toEqual({ exitCode: 4 });
    expect(bench.reports).toEqual([]);
    expect(lines).toEqual(['env', 'ml', 'program']);
  });

  test('says that this machine replaces a missing base', async () => {
    await run('exit 0');
    expect(bench.reports).toEqual([
      'Local cloud: the image was packed without its base; the system of this machine replaces it.',
    ]);
  });
});

/** Programs of this machine, with the libraries that they load: the smallest base there is. */
function withLibraries(programs: readonly string[]): readonly TestFile[] {
  const libraries = programs.flatMap((program) => {
    const env = { PATH: process.env['PATH'] };
    const said = execFileSync('ldd', [program], { encoding: 'utf8', env });
    return [...said.matchAll(/(\/\S+) \(0x/g)].map(([, library = '']) => library);
  });
  return [...new Set([...programs, ...libraries])].map((path) => ({
    name: path.slice(1),
    content: readFileSync(path),
  }));
}
