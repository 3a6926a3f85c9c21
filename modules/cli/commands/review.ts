import { homedir } from 'node:os';
import { pricesInForce } from '../../aws';
import { TuneformError } from '../../kernel';
import { breachesOf } from '../review/breaches';
import type { Forbiddable } from '../review/breaches';
import { readPlan } from '../review/read-plan';
import { renderMarkdown } from '../review/render-markdown';
import { renderReview } from '../review/render-text';
import { review as reviewOf } from '../review/review';
import { defaultRegion } from '../target';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { ReviewFlags } from './flags';
import { readSources } from './read-sources';

/** `tuneform review PLAN…` */
export async function review(
  sources: readonly string[],
  flags: ReviewFlags,
  terminal: Terminal,
): Promise<void> {
  const format = formatOf(flags);
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
  if (format === 'json') printJson(terminal, { ...result, breaches });
  else if (format === 'markdown') terminal.data(renderMarkdown(result, breaches));
  else terminal.data(renderReview(result, breaches, terminal.dataStyle));
  if (breaches.length > 0) throw broken(breaches.length);
}

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
