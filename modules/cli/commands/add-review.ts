import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { FORBIDDABLE } from '../review/breaches';
import type { Forbiddable } from '../review/breaches';
import type { Terminal } from '../terminal/terminal';
import { COMMENT_HOSTS } from './flags';
import type { ReviewFlags } from './flags';
import { load } from './load';
import { examples } from './options';

/** Adds `tuneform review`. No cloud is asked: it reads files, and writes a comment where it is told to. */
export function addReviewCommand(program: Command, terminal: Terminal): void {
  program
    .command('review <plan...>')
    .description('Say what plans launch, cost, promote, serve and remove; fail if they break given limits.')
    .option('--markdown', 'print a comment for a pull request')
    .option('--json', 'print the review as JSON')
    .addOption(
      new Option('--comment <host>', 'write the review as one comment of this pull request').choices(
        COMMENT_HOSTS,
      ),
    )
    .option('--label <name>', 'tell the comments of several pipelines apart', parseLabel)
    .option('--max-cost <usd>', 'fail if the launches together may cost more, US dollars', parseUsd)
    .option('--no-unseen-models', 'fail if an endpoint would serve a model that the apply chooses')
    .addOption(
      new Option('--fail-on <what...>', `fail on any of: ${FORBIDDABLE.join(', ')}`).argParser(
        parseForbidden,
      ),
    )
    .addHelpText(
      'after',
      examples(
        'terraform plan -out plan && terraform show -json plan > plan.json && npx tuneform review plan.json',
        'terraform show -json plan | npx tuneform review - --markdown --max-cost 100 --no-unseen-models',
        'npx tuneform review plans/*.json --fail-on endpoint-removal unbounded-cost',
        'npx tuneform review plans/*.json --comment github --label staging',
      ),
    )
    .action((plans: readonly string[], flags: ReviewFlags) => load.review().review(plans, flags, terminal));
}

function parseUsd(text: string): number {
  const usd = Number(text.replace(/^\$/, ''));
  if (!/^\$?\d+(\.\d+)?$/.test(text)) {
    throw new InvalidArgumentError('Give an amount of 0 or more, such as 100.');
  }
  return usd;
}

/** It becomes part of an HTML comment and of a heading. */
function parseLabel(text: string): string {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9._/ ]|-(?!-))*$/.test(text)) return text;
  throw new InvalidArgumentError(
    'Allowed: letters, digits, spaces, and . _ / -, starting with a letter or digit.',
  );
}

function parseForbidden(text: string, before: readonly Forbiddable[] | undefined): readonly Forbiddable[] {
  const found = FORBIDDABLE.find((one) => one === text);
  if (found === undefined) throw new InvalidArgumentError(`Allowed: ${FORBIDDABLE.join(', ')}.`);
  return [...(before ?? []), found];
}
