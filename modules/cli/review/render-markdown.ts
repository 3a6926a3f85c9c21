import type { Breach } from './breaches';
import type { Review } from './review';
import { othersLine, sectionsOf } from './sections';
import type { Line, Section } from './sections';

/**
 * First line of a comment, by which a pipeline finds the comment that it wrote before.
 *
 * @param label tells the comments of several pipelines of one repository apart
 */
export const commentMarker = (label?: string): string =>
  label === undefined ? '<!-- tuneform-review -->' : `<!-- tuneform-review ${label} -->`;

/**
 * Returns the review as a comment of a pull request, in GitHub's and GitLab's Markdown. Every value from the plan stands in a
 * code span, so that a name can neither mention people nor draw a table.
 */
export function renderMarkdown(review: Review, breaches: readonly Breach[], label?: string): string {
  const sections = sectionsOf(review);
  const others = othersLine(review);
  return [
    `${commentMarker(label)}\n### Tuneform${label === undefined ? '' : `: ${label}`}`,
    ...(breaches.length === 0
      ? []
      : [
          `**This plan breaks limits:**\n${breaches
            .map(({ limit, reason }) => `- ${code(limit)}: ${code(reason)}`)
            .join('\n')}`,
        ]),
    ...(sections.length === 0 ? ['The plan changes no experiment, champion or endpoint.'] : []),
    ...sections.map(renderSection),
    ...(others === undefined ? [] : [others]),
  ].join('\n\n');
}

function renderSection({ title, lines, total }: Section): string {
  return [
    `#### ${title}`,
    lines.map(renderLine).join('\n'),
    ...(total === undefined ? [] : [`**${total}**`]),
  ].join('\n\n');
}

function renderLine({ name, says, alarm, details }: Line): string {
  return [
    `- ${code(name)} ${says}`,
    ...(alarm === undefined ? [] : [`  - :warning: **${alarm}**`]),
    ...details.map((detail) => `  - ${code(detail)}`),
  ].join('\n');
}

/** Returns a code span with the text unchanged, on one line: its fence is longer than any run of backticks inside. */
function code(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ').trim();
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}
