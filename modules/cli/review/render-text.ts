import type { Style } from '../terminal/style';
import type { Breach } from './breaches';
import type { Review } from './review';
import { othersLine, sectionsOf } from './sections';
import type { Section } from './sections';

/** Returns the review for a terminal. */
export function renderReview(review: Review, breaches: readonly Breach[], style: Style): string {
  const sections = sectionsOf(review);
  const others = othersLine(review);
  return [
    ...(sections.length === 0 ? ['The plan changes no experiment, champion or endpoint.'] : []),
    ...sections.map((section) => renderSection(section, style)),
    ...(others === undefined ? [] : [others]),
    ...(breaches.length === 0
      ? []
      : [
          [
            style.bad('The plan breaks limits:'),
            ...breaches.map(({ limit, reason }) => `  ${limit}: ${reason}`),
          ].join('\n'),
        ]),
  ].join('\n\n');
}

function renderSection({ title, lines, total }: Section, style: Style): string {
  return [
    style.strong(title),
    ...lines.flatMap(({ name, says, alarm, details }) => [
      `  ${style.accent(name)} ${says}`,
      ...(alarm === undefined ? [] : [`    ${style.warn(alarm)}`]),
      ...details.map((detail) => `    ${style.faint(detail)}`),
    ]),
    ...(total === undefined ? [] : [`  ${total}`]),
  ].join('\n');
}
