import { homedir } from 'node:os';
import { pricesInForce } from '../../aws';
import { systemClock, TuneformError } from '../../kernel';
import { breachesOf } from '../review/breaches';
import type { Forbiddable } from '../review/breaches';
import type { CodeHost } from '../review/comment/code-host';
import { githubPullRequest } from '../review/comment/github';
import { gitlabMergeRequest } from '../review/comment/gitlab';
import { postComment } from '../review/comment/post-comment';
import { readPlan } from '../review/read-plan';
import { commentMarker, renderMarkdown } from '../review/render-markdown';
import { renderReview } from '../review/render-text';
import { review as reviewOf } from '../review/review';
import { defaultRegion } from '../target';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { CommentHost, ReviewFlags } from './flags';
import { readSources } from './read-sources';

/** `tuneform review PLAN…` */
export async function review(
  sources: readonly string[],
  flags: ReviewFlags,
  terminal: Terminal,
): Promise<void> {
  const format = formatOf(flags);
  // Before anything is read: a variable that is missing has nothing to do with the plans.
  const host = flags.comment === undefined ? undefined : HOSTS[flags.comment](terminal.env);
  const failOn = new Set<Forbiddable>([
    ...(flags.failOn ?? []),
    ...(flags.unseenModels ? [] : (['unseen-model'] as const)),
  ]);
  const plans = await readSources(sources, { what: 'plan', how: '-' }, terminal);
  const changes = plans.flatMap(({ source, content }) => readPlan(content, source));
  const { env } = terminal;
  const prices = pricesInForce({ target: 'local', region: defaultRegion(env) }, { env, home: homedir() });
  const result = reviewOf(changes, prices);
  const breaches = breachesOf(result, { maxCostUsd: flags.maxCost, failOn });
  const markdown = renderMarkdown(result, breaches, flags.label);
  if (format === 'json') printJson(terminal, { ...result, breaches });
  else if (format === 'markdown') terminal.data(markdown);
  else terminal.data(renderReview(result, breaches, terminal.dataStyle));
  if (host !== undefined) {
    const comment = { marker: commentMarker(flags.label), body: markdown };
    const signal = new AbortController().signal;
    const posted = await postComment(host, comment, { clock: systemClock, signal });
    terminal.say(`${posted === 'created' ? 'Wrote' : 'Updated'} the comment on ${host.where}.`);
  }
  if (breaches.length > 0) throw broken(breaches.length);
}

const HOSTS: Readonly<Record<CommentHost, (env: NodeJS.ProcessEnv) => CodeHost>> = {
  github: githubPullRequest,
  gitlab: gitlabMergeRequest,
};

function formatOf({ json, markdown }: ReviewFlags): 'json' | 'markdown' | 'text' {
  if (json === true && markdown === true) {
    throw usage('Two Formats', 'Give --json or --markdown, not both.');
  }
  if (json === true) return 'json';
  return markdown === true ? 'markdown' : 'text';
}

/** The breaches are part of the data, so the error only counts them. */
function broken(count: number): TuneformError {
  const limits = count === 1 ? 'a limit' : `${String(count)} limits`;
  return new TuneformError(
    `The plan breaks ${limits} of this review; the review lists each. Change the configuration, or raise the limit.`,
    { code: 'REVIEW_LIMIT_BROKEN', summary: 'Plan Breaks a Limit' },
  );
}

const usage = (summary: string, message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary });
