import { experimentResults, findExperiment, listExperiments } from '../../aws';
import type { AwsSession, NamedExperiment } from '../../aws';
import { formatUsd } from '../../tuning';
import type { Prices } from '../../tuning';
import { pricesOf } from '../prices-of';
import { openTarget } from '../target';
import { formatNumber } from '../terminal/figures';
import { paintStatus } from '../terminal/leaderboard';
import { printJson } from '../terminal/print-json';
import { renderTable } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import type { ListFlags } from './flags';

/** An experiment at a glance. */
interface Glance {
  readonly experiment: string;
  readonly owner: string;
  readonly generation: number;
  readonly status: string;
  readonly completed: number;
  readonly running: number;
  readonly failed: number;
  readonly best: {
    readonly trainingJobName: string;
    readonly metric: string;
    readonly value: number | null;
  } | null;
  readonly costUsd: number | null;
  readonly launchedAt: string;
}

/** Experiments that are read at a time. */
const AT_A_TIME = 4;

/** `tuneform list` */
export async function list(flags: ListFlags, terminal: Terminal): Promise<void> {
  const session = await openTarget(flags, terminal);
  const signal = new AbortController().signal;
  const prices = pricesOf(session, terminal);
  const named = await listExperiments(session, { owner: flags.owner }, signal);
  const glances: (Glance | undefined)[] = [];
  for (let at = 0; at < named.length; at += AT_A_TIME) {
    const several = named.slice(at, at + AT_A_TIME).map((one) => glanceAt(session, one, prices));
    glances.push(...(await Promise.all(several)));
  }
  const found = glances.filter((one) => one !== undefined);
  if (flags.json === true) {
    printJson(terminal, found);
    return;
  }
  if (found.length === 0) {
    const whose = flags.owner === undefined ? '' : ` of ${flags.owner}`;
    terminal.say(
      `No experiments${whose}: no tuning job carries Tuneform’s tags. Check the target and the region.`,
    );
    return;
  }
  terminal.data(tableOf(found, terminal));
}

async function glanceAt(
  session: AwsSession,
  { name, owner, launchedAtMs }: NamedExperiment,
  prices: Prices,
): Promise<Glance | undefined> {
  const signal = new AbortController().signal;
  const experiment = await findExperiment(session, { name, owner }, signal);
  const { best, costUsd } = await experimentResults(session, experiment, { prices, signal });
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const { completed, inProgress, nonRetryableError } = newest.counters;
  return {
    experiment: name,
    owner,
    generation: newest.generation,
    status: newest.status,
    completed,
    running: inProgress,
    failed: nonRetryableError,
    best:
      best === undefined
        ? null
        : {
            trainingJobName: best.trainingJobName,
            metric: best.metricName ?? '',
            value: best.objectiveValue ?? null,
          },
    costUsd: costUsd ?? null,
    launchedAt: new Date(launchedAtMs).toISOString(),
  };
}

function tableOf(found: readonly Glance[], { dataStyle: style }: Terminal): string {
  const right = 'right' as const;
  return renderTable(
    [
      { title: 'experiment' },
      { title: 'owner' },
      { title: 'gen', align: right },
      { title: 'status' },
      { title: 'completed', align: right },
      { title: 'running', align: right },
      { title: 'failed', align: right },
      { title: 'best' },
      { title: 'cost', align: right },
      { title: 'launched' },
    ],
    found.map((one) => [
      style.strong(one.experiment),
      one.owner,
      String(one.generation),
      paintStatus(one.status, style),
      String(one.completed),
      String(one.running),
      one.failed > 0 ? style.bad(String(one.failed)) : '0',
      one.best === null ? '' : `${one.best.metric} ${formatNumber(one.best.value ?? NaN)}`,
      one.costUsd === null ? '' : formatUsd(one.costUsd),
      one.launchedAt.slice(0, 16).replace('T', ' '),
    ]),
    style,
  );
}
