import { readTrainingLog } from '../../aws';
import type { AwsSession } from '../../aws';
import { messageOf } from '../../kernel';
import { failureCauses, shownLine } from '../../tuning';
import type { TrialRecord } from '../../tuning';
import type { Style } from './style';

/** Why training jobs failed: one of them for each cause, with the end of its log. */
export interface FailedLog {
  readonly trainingJobName: string;
  readonly count: number;
  readonly reason: string;
  /** The last lines; empty if there are none or they may not be read. */
  readonly lines: readonly string[];
}

/** Causes whose log is read. */
const MOST = 3;
const LINES = 5;

/** Returns the causes of the failures, the most frequent first. */
export async function failedLogs(
  session: AwsSession,
  trials: readonly TrialRecord[],
  signal: AbortSignal,
): Promise<readonly FailedLog[]> {
  const causes = failureCauses(trials);
  return Promise.all(
    causes.map(async ({ reason, trials: failed }, index) => {
      const trainingJobName = failed[0]?.trainingJobName ?? '';
      const lines = index < MOST ? await tailOf(session, trainingJobName, signal) : [];
      return { trainingJobName, count: failed.length, reason, lines };
    }),
  );
}

async function tailOf(session: AwsSession, name: string, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const { lines } = await readTrainingLog(session, name, signal);
    return lines
      .filter((line) => line.trim() !== '')
      .slice(-LINES)
      .map(shownLine);
  } catch (error) {
    return [`(not read: ${messageOf(error)})`];
  }
}

/** Returns the causes as text, each with the end of a log below. */
export function renderFailedLogs(failed: readonly FailedLog[], style: Style): string {
  return failed
    .map(({ trainingJobName, count, reason, lines }) => {
      const jobs =
        count === 1 ? `${trainingJobName} failed` : `${String(count)} failed, such as ${trainingJobName}`;
      const why = reason === '' ? 'without a reason' : reason;
      return [`${style.bad('✘')} ${jobs}: ${why}`, ...lines.map((line) => `    ${line}`)].join('\n');
    })
    .join('\n');
}
