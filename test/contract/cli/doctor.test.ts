import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { readRequests } from '../../../modules/cli/local/requests';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { ROLE_ARN, SageMakerFixture } from '../../support/sagemaker-fixture';

let running: RunningCloud;
let aws: SageMakerFixture;
let proxy: FaultProxy;
let folder: string;
let image: string;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  image = await aws.pushImage('short', { train: '#!/bin/sh\necho "score=1;"\n' });
  proxy = await FaultProxy.start({ target: running.cloud });
  folder = mkdtempSync(join(tmpdir(), 'tuneform-doctor-'));
});
afterAll(async () => {
  await proxy.stop();
  aws.dispose();
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Diagnosis {
  readonly ok: boolean;
  readonly checks: readonly { readonly id: string; readonly status: string; readonly remedy?: string }[];
}

async function doctor(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const terminal = collectingTerminal(folder, {
    PATH: process.env['PATH'],
    HOME: folder,
    TUNEFORM_LOCAL_CREDENTIALS: running.cloud.credentialsFile,
    ...env,
  });
  const code = await main(['doctor', '--json', ...argv], terminal);
  const { checks, ok } = JSON.parse(terminal.stdout.join('\n')) as Diagnosis;
  const status = Object.fromEntries(checks.map(({ id, status: one }) => [id, one]));
  return { code, ok, status, stderr: terminal.stderr.join('\n') };
}

const changes = async () => (await readRequests(running.directory, { mutatingOnly: true })).length;

describe('tuneform doctor against a running local cloud', () => {
  it('finds all well with the role and the image of a state, and changes nothing', async () => {
    const state = join(folder, 'terraform.tfstate');
    const attributes = { role_arn: ROLE_ARN, algorithm_specification: { training_image: image } };
    writeFileSync(
      state,
      JSON.stringify({
        version: 4,
        resources: [{ type: 'tuneform_experiment', instances: [{ attributes }] }],
      }),
    );
    const before = await changes();
    const found = await doctor(['--endpoint', running.cloud.url, '--state', state]);
    expect(found).toMatchObject({ code: 0, ok: true, stderr: '' });
    const { terraform, node, prices, ...others } = found.status;
    expect(others).toEqual({
      provider_installation: 'ok',
      credentials: 'ok',
      quotas: 'ok',
      role: 'ok',
      image: 'ok',
      local_cloud: 'ok',
    });
    expect([terraform, node, prices]).not.toContain('error');
    expect(await changes()).toBe(before);
  });

  it('takes a right that is missing for a note, and an absent role for an error', async () => {
    const answer = { status: 400, name: 'AccessDeniedException', message: 'not authorized to list' };
    proxy.lay({
      operation: 'ListHyperParameterTuningJobs',
      fault: { carriedOut: false, answer },
      times: Infinity,
    });
    const blind = await doctor(['--endpoint', proxy.url, '--role', ROLE_ARN]);
    proxy.heal();
    expect([blind.code, blind.status['credentials'], blind.status['role']]).toEqual([0, 'note', 'ok']);
    const absent = await doctor(['--endpoint', running.cloud.url, '--role', `${ROLE_ARN}-gone`]);
    expect([absent.code, absent.ok, absent.status['role']]).toEqual([1, false, 'error']);
    expect(absent.stderr).toContain('DOCTOR_FOUND_ERRORS');
  });

  it('says so if nothing answers, and goes on', async () => {
    const { code, status } = await doctor(['--endpoint', 'http://127.0.0.1:1']);
    expect([code, status]).toEqual([
      1,
      expect.objectContaining({ credentials: 'note', local_cloud: 'error' }),
    ]);
  });

  it('sees a CLI configuration that hides the provider of stacks', async () => {
    const file = join(folder, 'rc');
    writeFileSync(file, 'provider_installation {\n  direct {}\n}\n');
    const { status } = await doctor(['--endpoint', running.cloud.url], { TF_CLI_CONFIG_FILE: file });
    expect(status['provider_installation']).toBe('error');
  });
});
