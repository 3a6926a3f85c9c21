import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ListHyperParameterTuningJobsCommand } from '@aws-sdk/client-sagemaker';
import { GITHUB, GITLAB, RunningCodeHost } from '../../support/code-host/running-code-host';
import { atlantisStage, githubJob, gitlabJob } from '../../support/pipelines/read-pipelines';
import type { PipelineStep } from '../../support/pipelines/read-pipelines';
import { runScript } from '../../support/pipelines/run-script';
import type { JobEnd } from '../../support/pipelines/run-script';
import { until } from '../../support/until';
import { awsPython } from '../../support/python-environment';
import { cliEnvironment } from '../../support/terraform-cli';
import { startBench } from '../provider/bench';
import type { Bench } from '../provider/bench';
import type { ExperimentOptions } from '../provider/configurations';
import { championBlock, experimentBlock, imageBlock, providerBlock } from '../provider/configurations';

const ROOT = join(__dirname, '../../..');

let bench: Bench;
let github: RunningCodeHost;
let gitlab: RunningCodeHost;
/** A team's repository. */
let origin: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  bench = await startBench();
  [github, gitlab] = await Promise.all([RunningCodeHost.start(GITHUB), RunningCodeHost.start(GITLAB)]);
  const { aws } = await awsPython();
  const { accessKeyId, secretAccessKey } = bench.cloud.credentials;
  environment = {
    PATH: `${dirname(process.execPath)}:${dirname(aws)}:${process.env['PATH'] ?? ''}`,
    HOME: bench.directory,
    ...cliEnvironment,
    ...(await bench.keptProvider()),
    CHECKPOINT_DISABLE: '1',
    // Terraform warns about it on standard error in every command, as about much else.
    TF_CLI_CONFIG_FILE: join(bench.directory, 'missing.tfrc'),
    npm_config_offline: 'true',
    npm_config_cache: join(bench.directory, 'npm'),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: bench.cloud.url,
    AWS_REGION: 'us-east-1',
    TUNEFORM_PLANS: `s3://${bench.bucket}/plans`,
  };
  origin = join(bench.directory, 'infrastructure');
  mkdirSync(origin);
  const dependencies = { tuneform: `file:${ROOT}` };
  writeFileSync(
    join(origin, 'package.json'),
    JSON.stringify({ name: 'infrastructure', private: true, dependencies }),
  );
  writeFileSync(join(origin, '.gitignore'), 'node_modules/\n.terraform/\nplans/\n');
  run('npm', ['install', '--package-lock-only', '--ignore-scripts'], origin);
  configure();
  git(['init', '--quiet', '--initial-branch=main']);
  commit('Declare the experiment');
});
afterAll(async () => {
  await Promise.all([github.stop(), gitlab.stop()]);
  await bench.stop();
});

const run = (file: string, args: readonly string[], cwd: string): string =>
  execFileSync(file, args, { cwd, env: environment, encoding: 'utf8', stdio: 'pipe' });
const git = (args: readonly string[]): string =>
  run('git', ['-c', 'user.name=team', '-c', 'user.email=team@localhost', ...args], origin);
const commit = (message: string): void => {
  git(['add', '--all']);
  git(['commit', '--quiet', '--message', message]);
};

/** The state lies where every checkout finds it. */
function configure(
  extra = '',
  { champion, ...options }: ExperimentOptions & { readonly champion?: string } = {},
): void {
  const backend = `terraform {\n  backend "local" { path = "${join(bench.directory, 'state.json')}" }\n}\n`;
  writeFileSync(
    join(origin, 'main.tf'),
    providerBlock(bench) +
      backend +
      imageBlock(bench) +
      experimentBlock(bench, { ...options, extra }) +
      championBlock(champion),
  );
}

/** A fresh checkout of what is committed, as each job of a pipeline has. */
function checkout(): string {
  const folder = join(bench.directory, `checkout-${String(Math.random()).slice(2)}`);
  run('git', ['clone', '--quiet', origin, folder], bench.directory);
  return folder;
}

/** Runs scripts as the hosts do: a new shell for each, the first failure ends the job. */
async function job(
  steps: readonly PipelineStep[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<JobEnd> {
  let output = '';
  for (const step of steps) {
    const end = await runScript(step.script, { cwd, env: { ...environment, ...env, ...step.env } });
    output += `--- ${step.name}\n${end.output}`;
    if (end.code !== 0) return { code: end.code, output };
  }
  return { code: 0, output };
}

const jobs = async (): Promise<number> => {
  const found = await bench.sageMaker.send(new ListHyperParameterTuningJobsCommand({}));
  return found.HyperParameterTuningJobSummaries?.length ?? 0;
};

const githubExpressions = () => ({
  'vars.AWS_REGION': 'us-east-1',
  'vars.TUNEFORM_PLANS': `s3://${bench.bucket}/plans`,
  "vars.TUNEFORM_MAX_COST_USD || '100'": '100',
  'github.token': 'ghs_test',
  'inputs.pull_request': '',
});
const githubVariables = (): NodeJS.ProcessEnv => ({
  GITHUB_API_URL: github.url,
  GITHUB_REPOSITORY: 'acme/infrastructure',
  GITHUB_EVENT_PATH: join(bench.directory, 'event.json'),
  GITHUB_STEP_SUMMARY: join(bench.directory, 'summary.md'),
});
const runGithubJob = (file: string, name: string, env: NodeJS.ProcessEnv = {}): Promise<JobEnd> =>
  job(
    githubJob(file, name, { ...githubExpressions(), ...overrides(env) }).steps,
    checkout(),
    githubVariables(),
  );
/** What the repository’s variables say instead. */
const overrides = (env: NodeJS.ProcessEnv): Record<string, string> =>
  env['MAX_COST_USD'] === undefined ? {} : { "vars.TUNEFORM_MAX_COST_USD || '100'": env['MAX_COST_USD'] };

describe('GitHub Actions', () => {
  it('keeps no plan that breaks a limit, so that the merge applies nothing', async () => {
    writeFileSync(join(bench.directory, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
    const planned = await runGithubJob('tuneform-plan.yml', 'plan', { MAX_COST_USD: '0' });
    expect(planned).toMatchObject({ code: 5 });
    expect(github.comments[0]?.body).toContain('breaks limits');
    const merged = await runGithubJob('tuneform-apply.yml', 'apply');
    expect(merged.code).not.toBe(0);
    expect(await jobs()).toBe(0);
  });

  it('applies on merge what the one comment on the pull request said', async () => {
    expect(await runGithubJob('tuneform-plan.yml', 'plan')).toMatchObject({ code: 0 });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toMatch(/`parabola` launches a search, at most \$/);
    expect(await jobs()).toBe(0);
    git(['commit', '--quiet', '--allow-empty', '--message', 'Merge pull request #7']);
    const merged = await runGithubJob('tuneform-apply.yml', 'apply');
    expect(merged).toMatchObject({ code: 0, output: expect.stringContaining('Apply complete!') });
    expect(await jobs()).toBe(1);
  });

  it('refuses a plan of other files than those that were merged', async () => {
    const folder = checkout();
    await job(
      githubJob('tuneform-plan.yml', 'plan', githubExpressions()).steps.slice(0, 2),
      folder,
      githubVariables(),
    );
    appendFileSync(join(origin, 'main.tf'), '\n# merged in between\n');
    commit('Change something else');
    const elsewhere = checkout();
    run('cp', ['-r', join(folder, 'plans'), elsewhere], folder);
    const { code, output } = await job(
      githubJob('tuneform-apply.yml', 'apply', githubExpressions()).steps.filter(
        ({ name }) => name !== 'Fetch the reviewed plan',
      ),
      elsewhere,
      githubVariables(),
    );
    expect(code).toBe(1);
    expect(output).toContain('PLANS_OF_OTHER_FILES');
  });

  it('is green at night when nothing is to be applied', async () => {
    expect(await runGithubJob('tuneform-nightly.yml', 'drift')).toMatchObject({ code: 0 });
    expect(readFileSync(join(bench.directory, 'summary.md'), 'utf8')).toContain('### Tuneform');
    expect(await runGithubJob('tuneform-nightly.yml', 'promote')).toMatchObject({ code: 0 });
  });
});

describe('GitLab CI', () => {
  const variables = (): Record<string, string> => ({
    CI_API_V4_URL: gitlab.url,
    GITLAB_TOKEN: 'glpat-test',
    CI_PROJECT_ID: '42',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_EVENT_TYPE: 'detached',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_PROJECT_DIR: join(bench.directory, 'gitlab'),
    CI_JOB_ID: '1',
    AWS_ID_TOKEN: 'token',
  });

  it('plans what the target will be, comments once, applies on merge, and never launches at night', async () => {
    git(['checkout', '--quiet', '-b', 'more']);
    configure('tags = { team = "churn" }');
    commit('Tag the experiment');
    const branch = checkout();
    git(['checkout', '--quiet', 'main']);
    expect(await job([gitlabJob('tuneform-plan', variables())], branch)).toMatchObject({ code: 0 });
    expect(gitlab.comments).toHaveLength(1);
    git(['merge', '--quiet', '--no-ff', '--no-edit', 'more']);
    expect(await job([gitlabJob('tuneform-apply', variables())], checkout())).toMatchObject({ code: 0 });
    expect(await jobs()).toBe(1);

    configure('training_job_early_stopping_type = "Auto"');
    commit('Launch another search');
    expect(await job([gitlabJob('tuneform-drift', variables())], checkout())).toMatchObject({ code: 5 });
    expect(await job([gitlabJob('tuneform-promote', variables())], checkout())).toMatchObject({ code: 5 });
    expect(await jobs()).toBe(1);
  });
});

describe('Atlantis', () => {
  it('shows the review below the plan, and applies that plan', async () => {
    const folder = checkout();
    const env = { DIR: folder, PLANFILE: join(folder, 'atlantis.tfplan') };
    const planned = await job(atlantisStage('plan'), folder, env);
    expect(planned).toMatchObject({ code: 0, output: expect.stringContaining('parabola launches a search') });
    expect(await job(atlantisStage('apply'), folder, env)).toMatchObject({ code: 0 });
    expect(await jobs()).toBe(2);
  });
});

describe('the night after a search has ended', () => {
  it('shows the promotion as a change, applies it without a launch, and has nothing left to do', async () => {
    const gate = join(bench.directory, 'gate');
    configure('', {
      // Better than any search before it.
      range: '{ name = "x", min_value = 0.495, max_value = 0.505 }',
      statics: `seconds = "0", gate = "${gate}"`,
      champion: 'wait = { timeout = "0s" }',
    });
    commit('Search again, without waiting for it');
    const before = await jobs();
    writeFileSync(join(bench.directory, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
    expect(await runGithubJob('tuneform-plan.yml', 'plan')).toMatchObject({ code: 0 });
    git(['commit', '--quiet', '--allow-empty', '--message', 'Merge pull request #7 again']);
    expect(await runGithubJob('tuneform-apply.yml', 'apply')).toMatchObject({ code: 0 });
    expect(await jobs()).toBe(before + 1);

    writeFileSync(gate, '');
    await until(async () => {
      const { HyperParameterTuningJobSummaries: found = [] } = await bench.sageMaker.send(
        new ListHyperParameterTuningJobsCommand({}),
      );
      return found.every(({ HyperParameterTuningJobStatus: status }) => status === 'Completed');
    });
    writeFileSync(join(bench.directory, 'summary.md'), '');
    expect(await runGithubJob('tuneform-nightly.yml', 'drift')).toMatchObject({ code: 5 });
    expect(readFileSync(join(bench.directory, 'summary.md'), 'utf8')).toMatch(
      /`parabola` gets a new champion/,
    );
    const promoted = await runGithubJob('tuneform-nightly.yml', 'promote');
    expect(promoted).toMatchObject({
      code: 0,
      output: expect.stringMatching(/Apply complete! Resources: 0 added, 1 changed, 0 destroyed/),
    });
    expect(await jobs()).toBe(before + 1);
    expect(await runGithubJob('tuneform-nightly.yml', 'drift')).toMatchObject({ code: 0 });
  });
});
