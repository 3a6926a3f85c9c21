import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { projectRun } from '../../../modules/cli/pipeline/project-run';
import { signChecksums } from '../../../modules/cli/provider/sign-checksums';
import { expectTold } from '../../support/expect-told';
import type { Told } from '../../support/expect-told';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';

let running: RunningCloud;
let folder: string;
beforeAll(async () => {
  running = await runCloud();
  folder = temporaryFolder({
    'bin/gpg': { content: '#!/bin/sh\necho "gpg: signing failed: No pinentry" >&2\nexit 2\n', mode: 0o755 },
    'container/Dockerfile': 'FROM scratch\nCOPY README /README\n',
    'container/README': 'no program',
  });
});
afterAll(async () => {
  removeTemporaryFolders();
  await running.remove();
});

/** Runs the command against the local cloud of this process; returns what it says on stderr. */
async function tuneform(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const terminal = collectingTerminal(folder, {
    PATH: process.env['PATH'],
    TUNEFORM_LOCAL_CREDENTIALS: running.cloud.credentialsFile,
    ...env,
  });
  await main(argv, terminal);
  return terminal.stderr.join('\n');
}
const local = (...argv: readonly string[]): Promise<string> =>
  tuneform(['local', ...argv, '--directory', running.directory]);

const pipeline = () =>
  projectRun({ project: folder, terraform: 'terraform', say: () => undefined, env: process.env });

interface Row {
  readonly when: string;
  readonly make: () => unknown;
  readonly told: () => Told;
}

describe('a command that fails', () => {
  it.each<Row>([
    {
      when: 'the local cloud already serves the folder',
      make: () => local('start', '--foreground'),
      told: () => ({
        code: 'LOCAL_CLOUD_ALREADY_RUNS',
        names: running.cloud.url,
        remedy: 'npx tuneform local stop',
      }),
    },
    {
      when: 'the local cloud has another port',
      make: () => local('start', '--port', '9'),
      told: () => ({
        code: 'LOCAL_CLOUD_ELSEWHERE',
        names: 'not on port 9',
        remedy: 'npx tuneform local stop',
      }),
    },
    {
      when: 'the server ends before it answers',
      make: () =>
        tuneform(['local', 'start', '--port', '0', '--directory', 'other'], { TUNEFORM_RUNNER: 'magic' }),
      told: () => ({ code: 'LOCAL_CLOUD_DID_NOT_START', names: 'exit code 2', remedy: 'magic' }),
    },
    {
      when: 'no quota has the name',
      make: () => local('quota', 'ml.abacus for training job usage', '5'),
      told: () => ({ code: 'QUOTA_NOT_SET', names: 'ml.abacus', remedy: 'Service Quotas' }),
    },
    {
      when: 'there is no such endpoint',
      make: () => tuneform(['invoke', 'nowhere', '--endpoint', running.cloud.url, '--body', 'x']),
      told: () => ({ code: 'ENDPOINT_NOT_FOUND', names: '"nowhere"', remedy: 'npx tuneform show' }),
    },
    {
      when: 'a program of a pipeline is missing',
      make: () => pipeline().program({ file: 'no-such-terraform', args: [], directory: folder }),
      told: () => ({ code: 'PIPELINE_STEP_FAILED', names: 'no-such-terraform', remedy: 'Install it' }),
    },
    {
      when: 'a program of a pipeline fails',
      make: () =>
        pipeline().program({
          file: 'sh',
          args: ['-c', 'echo the reason; exit 3'],
          directory: folder,
          quietly: true,
        }),
      told: () => ({ code: 'PIPELINE_STEP_FAILED', names: 'exit code 3', remedy: 'run the pipeline again' }),
    },
    {
      when: 'gpg cannot sign',
      make: () =>
        signChecksums({ checksums: 'SHA256SUMS', signature: 'SHA256SUMS.sig' }, 'AB12', {
          PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        }),
      told: () => ({ code: 'SIGNING_FAILED', names: 'with key "AB12"', remedy: 'unlock the key' }),
    },
    {
      when: 'SageMaker would refuse the container',
      make: () => tuneform(['container', 'check', 'container', '--pack', '--train-only']),
      told: () => ({ code: 'CONTAINER_REFUSED', names: 'refuse container', remedy: 'says what to do' }),
    },
  ])('names the value and a remedy where $when', async ({ make, told }) => {
    await expectTold(make, told());
  });
});
