import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CodeHost } from './code-host';
import { hostList, hostRequest } from './host-request';
import { needed, noPullRequest } from './pipeline-variables';

const comment = z.object({ id: z.number(), body: z.string().nullish() });
const event = z.object({
  pull_request: z.object({ number: z.number() }).optional(),
  // Of a comment on a pull request, which GitHub calls an issue here.
  issue: z.object({ number: z.number(), pull_request: z.object({}).optional() }).optional(),
});

/**
 * The pull request that a workflow of GitHub Actions runs for, from the variables that GitHub sets. `TUNEFORM_PULL_REQUEST` names
 * another one, for a workflow that is started by hand.
 *
 * @throws BAD_USAGE if a variable is missing, or the workflow runs for no pull request
 */
export function githubPullRequest(env: NodeJS.ProcessEnv): CodeHost {
  const repository = needed(env, 'GITHUB_REPOSITORY');
  const token = needed(
    env,
    'GITHUB_TOKEN',
    'In the step, write `env: { GITHUB_TOKEN: ${{ github.token }} }`.',
  );
  const number = numberFrom(env);
  const api = {
    url: needed(env, 'GITHUB_API_URL').replace(/\/+$/, ''),
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    },
  };
  const issue = `/repos/${repository}/issues/${String(number)}/comments`;
  return {
    where: `${repository}#${String(number)}`,
    maxLength: 65_536,
    rights: 'In the job, write `permissions: { pull-requests: write }`.',
    async *comments(signal) {
      for await (const item of hostList(api, issue, signal)) {
        const { id, body } = comment.parse(item);
        yield { id, body: body ?? '' };
      }
    },
    async create(body, signal) {
      await hostRequest(api, { method: 'POST', path: issue, body: { body }, signal });
    },
    async update(id, body, signal) {
      const path = `/repos/${repository}/issues/comments/${String(id)}`;
      await hostRequest(api, { method: 'PATCH', path, body: { body }, signal });
    },
  };
}

function numberFrom(env: NodeJS.ProcessEnv): number {
  const named = env['TUNEFORM_PULL_REQUEST'] ?? '';
  if (/^[1-9]\d*$/.test(named)) return Number(named);
  if (named !== '') throw noPullRequest(`TUNEFORM_PULL_REQUEST is "${named}", which is not a number`);
  const { pull_request: own, issue } = event.parse(
    JSON.parse(readFileSync(needed(env, 'GITHUB_EVENT_PATH'), 'utf8')),
  );
  const number = own?.number ?? (issue?.pull_request === undefined ? undefined : issue.number);
  if (number === undefined) {
    throw noPullRequest(`the event "${env['GITHUB_EVENT_NAME'] ?? 'unknown'}" has none`);
  }
  return number;
}
