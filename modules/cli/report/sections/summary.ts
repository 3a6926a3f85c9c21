import { formatUsd } from '../../../tuning';
import { formatDuration } from '../../terminal/duration';
import { formatNumber } from '../../terminal/figures';
import { escaped } from '../page/escaped';
import { statusOf } from '../page/table';
import type { Report } from '../report';

/** Returns the head of the page: what was searched, and how that stands. */
export function headOf(report: Report): string {
  const { experiment, status, generation, owner, readAt } = report;
  const facts = [
    `generation ${String(generation)}`,
    ...(owner === null ? [] : [`owner ${owner}`]),
    `as of ${readAt.slice(0, 16).replace('T', ' ')} UTC`,
  ];
  return (
    `<header><p>Tuning experiment</p><div class="line"><h1>${escaped(experiment)}</h1>${statusOf(status)}</div>` +
    `<p>${escaped(facts.join(' · '))}</p></header>`
  );
}

/** Returns the few figures that one looks for first. */
export function summaryOf(report: Report): string {
  const { costUsd, tookMs } = report;
  return `<dl class="cards">${[
    ...bestOf(report),
    jobsOf(report),
    cardOf(
      'Cost',
      costUsd === null ? 'unknown' : formatUsd(costUsd),
      costUsd === null ? 'A price is unknown.' : 'about, at list price, all generations',
    ),
    cardOf('Took', tookMs === null ? '–' : formatDuration(tookMs), 'from the first launch to the last end'),
  ].join('')}</dl>`;
}

function bestOf({ objective, best, definitions }: Report): readonly string[] {
  if (objective !== null) {
    const goal = `${objective.type === 'Minimize' ? 'least' : 'greatest'} ${objective.metric}`;
    const value = best?.objectiveValue;
    return [
      cardOf(
        `Best: ${goal}`,
        value === undefined ? '–' : formatNumber(value),
        best === null ? 'none yet' : best.trainingJobName,
      ),
    ];
  }
  return definitions.map((definition) => {
    const value = definition.best?.objectiveValue;
    const goal = `${definition.objective.type === 'Minimize' ? 'least' : 'greatest'} ${definition.objective.metric}`;
    return cardOf(
      `Best of ${definition.name ?? 'all'}: ${goal}`,
      value === undefined ? '–' : formatNumber(value),
      definition.best?.trainingJobName ?? 'none yet',
    );
  });
}

function jobsOf({ counts, generation }: Report): string {
  const parts = [
    { kind: 'good', count: counts.completed, word: 'completed' },
    { kind: 'bad', count: counts.failed, word: 'failed' },
    { kind: 'still', count: counts.stopped, word: 'stopped' },
    { kind: 'busy', count: counts.running, word: 'running' },
  ].filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const bar = parts
    .map(({ kind, count }) => `<i class="${kind}" style="flex:${String(count)}"></i>`)
    .join('');
  const note = parts.map(({ count, word }) => `${String(count)} ${word}`).join(', ');
  const term = generation > 1 ? `Training jobs of generation ${String(generation)}` : 'Training jobs';
  return cardOf(term, String(total), note === '' ? 'none yet' : note, bar);
}

const cardOf = (term: string, figure: string, note: string, bar = ''): string =>
  `<div class="card"><dt>${escaped(term)}</dt><dd><div class="figure">${escaped(figure)}</div>` +
  `${bar === '' ? '' : `<div class="bar" aria-hidden="true">${bar}</div>`}<div class="note">${escaped(note)}</div></dd></div>`;
