import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../plugin/bundle';

it('an interrupt reaches Terraform, and is heeded once Terraform has ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interrupted-'));
  const built = await bundle(join(__dirname, 'workspace-main.ts'), 'workspace');
  try {
    const [started, saved] = [join(folder, 'started'), join(folder, 'saved')];
    const terraform = join(folder, 'terraform');
    const script = `#!/bin/sh\ntrap 'echo state > ${saved}; exit 1' INT\ntouch ${started}\nwhile :; do sleep 0.01; done\n`;
    writeFileSync(terraform, script, { mode: 0o755 });
    const checking = spawn(built.executable, [terraform], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    checking.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!existsSync(started)) await new Promise((resolve) => setImmediate(resolve));
    checking.kill('SIGINT');
    const [code, signal] = (await once(checking, 'close')) as [number | null, NodeJS.Signals | null];
    expect({ code, signal, said, saved: readFileSync(saved, 'utf8') }).toEqual({
      code: null,
      signal: 'SIGINT',
      said: '',
      saved: 'state\n',
    });
  } finally {
    built.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});
