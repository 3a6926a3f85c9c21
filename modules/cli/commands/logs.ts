import { describeTrainingJob, findExperiment, listTrials, TrainingLogReader } from '../../aws';
import type { AwsSession } from '../../aws';
import { isTerminal, plainLine } from '../../tuning';
import { openTarget } from '../target';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import { untilInterrupted } from '../terminal/until-interrupted';
import { followLogs } from '../logs/follow-logs';
import type { LogSource, LoggedJob } from '../logs/follow-logs';
import type { LogsFlags } from './flags';

/** How many lines of each training job of a search are shown. */
const TAIL_OF_EACH = 20;

/** `tuneform logs EXPERIMENT|TRAINING-JOB` */
export async function logs(name: string, flags: LogsFlags, terminal: Terminal): Promise<void> {
  const session = await openTarget(flags, terminal);
  await untilInterrupted('The log goes on; the training jobs are untouched.', async (signal) => {
    const source = await sourceOf(session, name, flags, signal);
    const several = source.kind === 'search';
    const tail = flags.tail ?? (several ? TAIL_OF_EACH : undefined);
    const show = (job: LoggedJob, line: string): void => {
      const text = plainLine(line);
      if (flags.json === true) terminal.data(JSON.stringify({ trainingJobName: job.name, line: text }));
      else terminal.data(several ? `${terminal.dataStyle.faint(`${job.name} |`)} ${text}` : text);
    };
    if (flags.follow === true) {
      await followLogs(session, source, { tail, onlyFailed: flags.failed === true, show }, signal);
      return;
    }
    await printOnce(session, source, { flags, tail, show, terminal }, signal);
  });
}

/** Finds a training job of that name, else an experiment. */
async function sourceOf(
  session: AwsSession,
  name: string,
  { owner }: LogsFlags,
  signal: AbortSignal,
): Promise<LogSource> {
  const job = await describeTrainingJob(session, name, signal).catch(() => undefined);
  if (job !== undefined) {
    const look = async (): Promise<LogSourceNow> => {
      const seen = (await describeTrainingJob(session, name, signal)) ?? job;
      return {
        jobs: [{ name, status: seen.status }],
        isOver: seen.status !== 'InProgress' && seen.status !== 'Stopping',
      };
    };
    return { kind: 'training job', look };
  }
  const experiment = await findExperiment(session, { name, owner }, signal);
  const look = async (): Promise<LogSourceNow> => {
    const now = await findExperiment(session, { name, owner: experiment.owner }, signal);
    const newest = now.generations.at(-1) ?? now.generations[0];
    const lists = await Promise.all(newest.jobs.map((one) => listTrials(session, one.name, signal)));
    return {
      jobs: lists.flat().map(({ trainingJobName, status, failureReason }) => ({
        name: trainingJobName,
        status,
        ...(failureReason !== undefined && { failureReason }),
      })),
      isOver: isTerminal(newest.status as Parameters<typeof isTerminal>[0]),
    };
  };
  return { kind: 'search', look };
}

type LogSourceNow = Awaited<ReturnType<LogSource['look']>>;

interface Output {
  readonly flags: LogsFlags;
  readonly tail: number | undefined;
  readonly show: (job: LoggedJob, line: string) => void;
  readonly terminal: Terminal;
}

async function printOnce(
  session: AwsSession,
  source: LogSource,
  { flags, tail, show, terminal }: Output,
  signal: AbortSignal,
): Promise<void> {
  const { jobs } = await source.look();
  const shown = flags.failed === true ? jobs.filter(({ status }) => status === 'Failed') : jobs;
  const read: unknown[] = [];
  for (const job of shown) {
    const lines = await new TrainingLogReader(session, job.name).more(signal);
    const last = tail === undefined ? lines : lines.slice(-tail);
    if (flags.json === true) read.push({ ...named(job), lines: last.map(plainLine) });
    else {
      if (job.failureReason !== undefined) terminal.say(`${job.name} failed: ${job.failureReason}`);
      last.forEach((line) => {
        show(job, line);
      });
    }
  }
  if (flags.json === true) printJson(terminal, read);
  else if (shown.length === 0) {
    terminal.say(flags.failed === true ? 'No training job has failed.' : 'There are no training jobs yet.');
  }
}

const named = ({ name, ...rest }: LoggedJob) => ({ trainingJobName: name, ...rest });
