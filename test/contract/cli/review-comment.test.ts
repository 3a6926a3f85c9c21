import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { GITHUB, GITLAB, RunningCodeHost } from '../../support/code-host/running-code-host';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { change, launch, planOf } from '../../unit/cli/review/plan-of';

const MARKER = '<!-- tuneform-review -->';
const HOSTS = { github: GITHUB, gitlab: GITLAB } as const;
let folder: string;
let host: RunningCodeHost;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'review-comment-'));
  writeFileSync(join(folder, 'plan.json'), planOf([launch]));
  writeFileSync(join(folder, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await host.stop();
});

const variables = (name: keyof typeof HOSTS): NodeJS.ProcessEnv =>
  name === 'github'
    ? {
        GITHUB_API_URL: host.url,
        GITHUB_TOKEN: 'ghs_test',
        GITHUB_REPOSITORY: 'acme/infrastructure',
        GITHUB_EVENT_PATH: join(folder, 'event.json'),
      }
    : {
        CI_API_V4_URL: host.url,
        GITLAB_TOKEN: 'glpat-test',
        CI_PROJECT_ID: '42',
        CI_PROJECT_PATH: 'acme/infrastructure',
        CI_MERGE_REQUEST_IID: '7',
      };

async function review(name: keyof typeof HOSTS, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const terminal = collectingTerminal(folder, { ...variables(name), ...env });
  const code = await main(['review', 'plan.json', '--comment', name, ...args], terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}

describe.each(['github', 'gitlab'] as const)('a review on %s', (name) => {
  beforeEach(async () => {
    host = await RunningCodeHost.start(HOSTS[name]);
  });

  it('is one comment, however often the pipeline runs', async () => {
    expect(await review(name)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Wrote the comment on acme/),
    });
    writeFileSync(join(folder, 'plan.json'), planOf([]));
    expect(await review(name)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Updated the comment on'),
    });
    expect(host.comments).toHaveLength(1);
    expect(host.comments[0]?.body).toMatch(new RegExp(`^${MARKER}\n[^]*changes no experiment`));
  });

  it('leaves the comments of people and of other pipelines alone, and finds its own behind them', async () => {
    for (let index = 0; index < 230; index += 1) host.comments.push({ id: index, body: `see ${MARKER}` });
    await review(name, ['--label', 'staging']);
    await review(name);
    await review(name, ['--label', 'staging']);
    expect(host.comments.slice(0, 230).every(({ body }) => body === `see ${MARKER}`)).toBe(true);
    expect(host.comments.slice(230).map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- tuneform-review staging -->',
      MARKER,
    ]);
  });

  it('is written before a broken limit fails the pipeline', async () => {
    expect(await review(name, ['--max-cost', '0.1'])).toMatchObject({ code: 5 });
    expect(host.comments[0]?.body).toContain('breaks limits');
  });

  it('is written once when the answer of the host is lost, and again when nothing was carried out', async () => {
    host.faults.push({ status: 502, carriedOut: true }, { status: 503, carriedOut: false });
    expect(await review(name)).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'plan.json'), planOf([]));
    expect(await review(name)).toMatchObject({ code: 0 });
    expect(host.comments).toHaveLength(1);
    expect(host.comments[0]?.body).toContain('changes no experiment');
  });

  it('is cut where the host accepts no more', async () => {
    const after = { name: 'digits', action: `launch: ${'x'.repeat(30_000)}`, cost_ceiling: '$1.00' };
    const long = change('tuneform_experiment', ['create'], { after });
    writeFileSync(join(folder, 'plan.json'), planOf(Array.from({ length: 40 }, () => long)));
    expect(await review(name)).toMatchObject({ code: 0 });
    expect(host.comments[0]?.body).toMatch(/The pipeline’s log has all of it\.$/);
  });

  it('says what the token may not do, at once', async () => {
    const wrong = name === 'github' ? { GITHUB_TOKEN: 'other' } : { GITLAB_TOKEN: 'other' };
    const { code, stderr } = await review(name, [], wrong);
    expect(code).toBe(1);
    expect(stderr).toMatch(/could not be posted to acme/);
    expect(stderr).toMatch(/401 Bad credentials.*(permissions: \{ pull-requests: write \}|scope `api`)/s);
    expect(host.requests).toHaveLength(1);
  });

  it('names a variable that the pipeline lacks, before it reads a plan', async () => {
    const missing = name === 'github' ? { GITHUB_TOKEN: '' } : { GITLAB_TOKEN: '' };
    const { code, stderr } = await review(name, [], missing);
    expect(code).toBe(2);
    expect(stderr).toContain(`needs the variable ${Object.keys(missing)[0] ?? ''}`);
    expect(host.requests).toEqual([]);
  });
});

describe('the pull request', () => {
  beforeEach(async () => {
    host = await RunningCodeHost.start(GITHUB);
  });

  it.each([
    ['of a comment on it', { issue: { number: 7, pull_request: {} } }, {}],
    ['that a variable names', { inputs: {} }, { TUNEFORM_PULL_REQUEST: '7' }],
  ])('is the one %s', async (_, event, env) => {
    writeFileSync(join(folder, 'event.json'), JSON.stringify(event));
    expect(await review('github', [], env)).toMatchObject({ code: 0 });
    expect(host.comments).toHaveLength(1);
  });

  it.each([
    ['an issue', { issue: { number: 7 } }, {}],
    ['a push', { ref: 'refs/heads/main' }, {}],
    ['a variable that is no number', {}, { TUNEFORM_PULL_REQUEST: 'seven' }],
  ])('is missing for %s', async (_, event, env) => {
    writeFileSync(join(folder, 'event.json'), JSON.stringify(event));
    const { code, stderr } = await review('github', [], env);
    expect(code).toBe(2);
    expect(stderr).toContain('--comment needs a pull request to comment on');
  });
});
