import { z } from 'zod';
import type { CodeHost } from './code-host';
import { hostList, hostRequest } from './host-request';
import { needed, noPullRequest } from './pipeline-variables';

const note = z.object({ id: z.number(), body: z.string() });

/**
 * The merge request that a pipeline of GitLab CI runs for, from the variables that GitLab sets. The job's own token may not write
 * comments: `GITLAB_TOKEN` is a project access token.
 *
 * @throws BAD_USAGE if a variable is missing, or the pipeline runs for no merge request
 */
export function gitlabMergeRequest(env: NodeJS.ProcessEnv): CodeHost {
  const project = needed(env, 'CI_PROJECT_ID');
  const number = env['CI_MERGE_REQUEST_IID'] ?? '';
  if (number === '') throw noPullRequest('CI_MERGE_REQUEST_IID is not set');
  const token = needed(
    env,
    'GITLAB_TOKEN',
    'Create a project access token with the scope `api` and the role Reporter, and store it as a masked variable.',
  );
  const api = {
    url: needed(env, 'CI_API_V4_URL').replace(/\/+$/, ''),
    headers: { 'private-token': token },
  };
  const notes = `/projects/${encodeURIComponent(project)}/merge_requests/${encodeURIComponent(number)}/notes`;
  return {
    where: `${env['CI_PROJECT_PATH'] ?? project}!${number}`,
    maxLength: 1_000_000,
    rights: 'GITLAB_TOKEN needs the scope `api` and at least the role Reporter.',
    async *comments(signal) {
      for await (const item of hostList(api, notes, signal)) yield note.parse(item);
    },
    async create(body, signal) {
      await hostRequest(api, { method: 'POST', path: notes, body: { body }, signal });
    },
    async update(id, body, signal) {
      await hostRequest(api, { method: 'PUT', path: `${notes}/${String(id)}`, body: { body }, signal });
    },
  };
}
