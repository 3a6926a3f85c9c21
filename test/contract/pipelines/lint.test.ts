import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../modules/kernel';
import { pythonEnvironment } from '../../../modules/local-cloud/runners/process/python-environment';
import { atlantisStage, everyGithubScript, gitlabJob } from '../../support/pipelines/read-pipelines';

const FOLDER = join(__dirname, '../../../docs/pipelines');
const GITHUB = join(FOLDER, 'github-actions');
const GITLAB_JOBS = ['tuneform-plan', 'tuneform-apply', 'tuneform-drift', 'tuneform-promote'];
let bin: string;

beforeAll(async () => {
  const environment = await pythonEnvironment(join(__dirname, '../../support/pipelines/requirements.txt'), {
    clock: systemClock,
    signal: AbortSignal.timeout(600_000),
    report: () => undefined,
  });
  bin = join(environment, 'bin');
});

function check(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(join(bin, program), args, { input, encoding: 'utf8' });
  return `${stdout}${stderr}exit ${String(status)}`;
}

describe('the pipelines', () => {
  it('are workflows of GitHub Actions', () => {
    const files = readdirSync(GITHUB).map((name) => join(GITHUB, name));
    expect(check('check-jsonschema', ['--builtin-schema', 'vendor.github-workflows', ...files])).toMatch(
      /exit 0$/,
    );
  });

  it('are jobs of GitLab CI', () => {
    const file = join(FOLDER, 'gitlab-ci', 'tuneform.gitlab-ci.yml');
    const schema = ['--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci'];
    expect(check('check-jsonschema', [...schema, file])).toMatch(/exit 0$/);
  });

  it('run scripts that a linter of shell scripts finds nothing wrong with', () => {
    const scripts = [
      ...everyGithubScript(),
      ...GITLAB_JOBS.map((name) => gitlabJob(name, {}).script),
      ...[...atlantisStage('plan'), ...atlantisStage('apply')].map(({ script }) => script),
    ];
    expect(scripts.length).toBeGreaterThan(20);
    for (const script of new Set(scripts)) {
      expect({ script, ...{ says: check('shellcheck', ['--shell=bash', '-'], `${script}\n`) } }).toEqual({
        script,
        says: 'exit 0',
      });
    }
  });
});
