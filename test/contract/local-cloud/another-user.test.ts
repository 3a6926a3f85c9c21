import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inheritedEnvironment } from '../../../modules/machine';
import { CreateTrainingJobCommand, StopTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { prepareStateFolder } from '../../../modules/local-cloud/state-folder/prepare-state-folder';
import { sign } from '../../support/signed-request';
import { SageMakerFixture, until } from '../../support/sagemaker-fixture';

// What other users of the machine, and the programs that a local cloud runs, can see of the user who started it.

const BIN = join(__dirname, '../../../modules/cli/bin/tuneform.js');
const SECRETS = {
  AWS_SECRET_ACCESS_KEY: 'aws-secret',
  AWS_SESSION_TOKEN: 'session-secret',
  GITHUB_TOKEN: 'hub-secret',
  NPM_CONFIG__AUTH: 'npm-secret',
};
/** Trains until the gate is there, so that it can be looked at. */
const TRAIN = `#!/bin/sh
echo "pid=$$"
while [ ! -e "$SAGEMAKER_BASE_DIR/input/data/train/gate" ] && [ -e "$SAGEMAKER_BASE_DIR" ]; do sleep 0.1; done
`;

let outside: string;
let directory: string;
let started: { readonly pid: number; readonly url: string };

const tuneform = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [BIN, 'local', ...args, '--directory', directory, '--json'], {
    encoding: 'utf8',
    env: { ...inheritedEnvironment(process.env, 'server'), ...SECRETS, LC_ALL: 'C.UTF-8' },
  });

beforeAll(() => {
  // A folder that every user may enter, so that only the rights of the local cloud's own folders stop them.
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
  for (let folder = outside; folder !== '/'; folder = dirname(folder)) {
    if (lstatSync(folder).uid === process.geteuid?.()) chmodSync(folder, statSync(folder).mode | 0o055);
  }
  directory = join(outside, 'state');
  mkdirSync(directory, { mode: 0o755 });
  started = JSON.parse(tuneform('start', '--port', '0')) as typeof started;
});
afterAll(() => {
  tuneform('stop');
  rmSync(outside, { recursive: true });
});

const environmentOf = (pid: number): string => readFileSync(`/proc/${String(pid)}/environ`, 'utf8');

describe('a local cloud that was started in the background', () => {
  it('knows none of the secrets of the user who started it', () => {
    expect(environmentOf(started.pid)).toContain('LC_ALL=C.UTF-8');
    expect(environmentOf(started.pid)).not.toMatch(/-secret/);
  });

  it('makes nothing that others can read', () => {
    const open = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => {
      const found = lstatSync(join(directory, name));
      return !found.isSymbolicLink() && (found.mode & 0o077) !== 0;
    });
    expect(open).toEqual([]);
  });

  it('starts training jobs that know none of them, nor anything above them', async () => {
    const aws = new SageMakerFixture(started.url);
    try {
      await aws.furnish();
      const image = await aws.pushImage('looking', { train: TRAIN });
      await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('looking', image)));
      const log = await until(
        () => aws.logLines('/aws/sagemaker/TrainingJobs', 'looking').catch((): string[] => []),
        (lines) => lines.some((text) => text.startsWith('pid=')),
      );
      const line = log.find((text) => text.startsWith('pid=')) ?? '';
      let seen = 0;
      for (let pid = Number(line.slice(4)); pid !== process.pid && pid > 1; pid = parentOf(pid)) {
        expect(environmentOf(pid)).not.toMatch(/-secret/);
        seen += 1;
        if (pid === started.pid) break;
      }
      expect(seen).toBeGreaterThanOrEqual(2);
      await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'looking' }));
      await aws.trainingJobEnd('looking');
    } finally {
      aws.dispose();
    }
  });
});

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]);
}

/** Only root can become another user. */
if (process.geteuid?.() === 0) {
  describe('another user of the machine', () => {
    const NOBODY = 65_534;
    const asNobody = (script: string, ...args: readonly string[]): string =>
      execFileSync('sh', ['-c', `${script} 2>&1 || true`, 'sh', ...args], {
        uid: NOBODY,
        gid: NOBODY,
        cwd: '/',
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] },
      });

    it('reads neither the folder nor anything in it', () => {
      expect(asNobody('ls "$1"', outside)).toContain('state');
      for (const path of [directory, ...readdirSync(directory).map((name) => join(directory, name))]) {
        expect(asNobody('cat "$1" || ls "$1"', path)).toMatch(/Permission denied/);
      }
      expect(asNobody('touch "$1/new"', directory)).toMatch(/Permission denied/);
    });

    it('does not see with what environment it was started', () => {
      expect(asNobody('cat "/proc/$1/environ"', String(started.pid))).toMatch(/Permission denied/);
    });

    it('is rejected with the formerly published key pair', async () => {
      const { headers, path } = await sign(
        started.url,
        { method: 'GET', path: '/' },
        { service: 's3', accessKeyId: 'TUNEFORMLOCAL', secret: 'tuneform-local-cloud' },
      );
      const request = { url: started.url + path, headers };
      const answer = asNobody(
        'exec "$1" -e "$2" "$3"',
        process.execPath,
        'const { url, headers } = JSON.parse(process.argv[1]); delete headers.host;' +
          'fetch(url, { headers }).then((answer) => console.log(answer.status));',
        JSON.stringify(request),
      );
      expect(answer.trim()).toBe('403');
    });

    it('has a folder that this user’s local cloud rejects', () => {
      const foreign = join(outside, 'foreign');
      mkdirSync(foreign);
      process.seteuid?.(NOBODY);
      try {
        expect(() => prepareStateFolder(foreign)).toThrow(
          expect.objectContaining({ code: 'STATE_FOLDER_FOREIGN' }) as Error,
        );
      } finally {
        process.seteuid?.(0);
      }
    });
  });
}
