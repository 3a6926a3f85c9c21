import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pricesInForce } from '../../aws';
import { messageOf, TuneformError } from '../../kernel';
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
  const changes = (await readAll(sources, terminal)).flatMap(({ source, content }) =>
    readPlan(content, source),
  );
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

async function readAll(
  sources: readonly string[],
  terminal: Terminal,
): Promise<readonly { readonly source: string; readonly content: string }[]> {
  if (sources.filter((source) => source === '-').length > 1) {
    throw usage('Standard Input Used Twice', 'Standard input can be read only once: give - only once.');
  }
  const contents = [];
  for (const source of sources) {
    if (source === '-') contents.push({ source: 'Standard input', content: await text(process.stdin) });
    else contents.push({ source, content: fromFile(resolve(terminal.workingDirectory, source)) });
  }
  return contents;
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw usage('Unreadable Plan', `The plan could not be read: ${messageOf(error)}`);
  }
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
