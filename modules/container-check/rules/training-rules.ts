import type { Finding } from '../finding';
import type { FolderItem } from '../sight/folder-content';
import type { ProgramEnd, WatchedProgram } from '../sight/watched-program';
import type { TrainingSight } from '../trial/try-training';
import { errorLine } from './error-line';
import { causeOf } from './failure-rules';
import type { Judge } from './judge';
import { startFinding } from './start-rules';
import { posix } from 'node:path';

export interface TrainingTask {
  readonly channels: readonly string[];
  readonly metrics: Readonly<Record<string, string>>;
  readonly maxSeconds: number;
}

/** Judges one training job. A job that failed has one finding, which names the cause; what it did before is judged as well. */
export function trainingFindings(sight: TrainingSight, task: TrainingTask, judge: Judge): readonly Finding[] {
  const { program, end, state } = sight;
  if (program === undefined || end === undefined) {
    const reason = state.failureReason ?? 'It ended before its program started.';
    const remedy = 'Correct what the reason names, and check again.';
    return [judge.refused('program', `The training job failed: ${reason}`, remedy, reason)];
  }
  if (end.exit.startError !== undefined) return [startFinding(end.exit.startError, 'train', judge)];
  const started = judge.passes('program', `train started, and ended after ${seconds(end.tookMs)}`);
  const always = [started, inputUnchanged(end, judge), outsideWrites(end, judge), output(program, judge)];
  if (state.status === 'Stopped') {
    return [
      ...always,
      judge.refused(
        'training-time',
        `Training did not end within ${String(task.maxSeconds)} s, and was stopped.`,
        'Check with less data or fewer iterations (--data, --hyperparameter), or allow more time: --timeout SECONDS.',
        errorLine(program.lines),
      ),
    ];
  }
  if (end.exit.exitCode !== 0) return [...always, failure(program, end, task, judge)];
  return [
    ...always,
    judge.passes('training-exit', 'exit code 0'),
    exitCode(program, end, judge),
    modelWritten(end, judge),
    modelLinks(end, judge),
    ...metrics(sight, task, judge),
  ];
}

function failure(program: WatchedProgram, end: ProgramEnd, task: TrainingTask, judge: Judge): Finding {
  const line = errorLine(end.failure === undefined ? program.lines : end.failure.split('\n'));
  if (end.exit.exitCode === 137) {
    return judge.refused(
      'memory',
      'The program was killed (exit code 137), which is how Linux ends one that needs more memory than there is.',
      'Check with less data, or read it in parts; on SageMaker choose an instance type with more memory.',
      line,
    );
  }
  const words = [...program.lines, end.failure ?? ''].join('\n');
  const cause = causeOf({ words, channels: task.channels, argument: 'train' });
  if (cause !== undefined) return judge.refused(cause.clause, cause.seen, cause.remedy, line);
  return judge.refused(
    'training-exit',
    `Training ended with exit code ${String(end.exit.exitCode)}${end.exit.signal === undefined ? '' : ` (${end.exit.signal})`}.`,
    'Correct the error. If it is the sample that the program does not accept, give it one of its own: --data FOLDER.',
    line,
  );
}

/** An error that the program caught and told nowhere is a completed job with a model that is not one. */
function exitCode(program: WatchedProgram, end: ProgramEnd, judge: Judge): Finding {
  const traceback = program.lines.find((line) => line.startsWith('Traceback (most recent call last)'));
  if (end.failure === undefined && traceback === undefined) {
    return judge.passes('exit-code', 'no failure told');
  }
  const told = end.failure === undefined ? 'printed a traceback' : 'wrote /opt/ml/output/failure';
  return judge.refused(
    'exit-code',
    `The program ${told} and ended with exit code 0, so SageMaker calls the job Completed.`,
    'End a failed training with another exit code than 0: sys.exit(1), quit(status = 1).',
    errorLine(end.failure === undefined ? program.lines : end.failure.split('\n')),
  );
}

function modelWritten({ model }: ProgramEnd, judge: Judge): Finding {
  const bytes = model.reduce((sum, item) => sum + item.bytes, 0);
  if (bytes > 0) {
    const names = model.slice(0, 3).map(({ path }) => path);
    return judge.passes(
      'model-written',
      `${names.join(', ')}${model.length > 3 ? ', …' : ''}: ${String(bytes)} bytes`,
    );
  }
  return judge.refused(
    'model-written',
    model.length === 0
      ? 'Nothing is in /opt/ml/model, so model.tar.gz is empty: the job is called Completed, and nothing can be served.'
      : `All files in /opt/ml/model are empty: ${model.map(({ path }) => path).join(', ')}.`,
    'Write the model below /opt/ml/model before the program ends.',
  );
}

function modelLinks({ model }: ProgramEnd, judge: Judge): Finding {
  const leadsOut = ({ path, target }: FolderItem): boolean =>
    target !== undefined && !posix.resolve('/m', posix.dirname(path), target).startsWith('/m/');
  const link = model.find(leadsOut);
  if (link === undefined) return judge.passes('model-links', 'none leads out');
  return judge.refused(
    'model-links',
    `/opt/ml/model/${link.path} is a link to ${link.target ?? ''}: the archive has the link, and where it is served nothing is behind it.`,
    'Copy the file itself into /opt/ml/model.',
  );
}

function inputUnchanged({ changed }: ProgramEnd, judge: Judge): Finding {
  if (changed.length === 0) return judge.passes('input-unchanged', 'unchanged');
  return judge.risky(
    'input-unchanged',
    `The program changed /opt/ml/input/${changed.slice(0, 3).join(', ')}. In the modes FastFile and Pipe the input is read-only.`,
    'Write what is prepared to /tmp, which is as fast.',
  );
}

function outsideWrites({ outside }: ProgramEnd, judge: Judge): Finding {
  if (outside === undefined) {
    return judge.unseen(
      'outside-writes',
      'A plain process writes to this machine, where the check does not look; so a short program may too.',
      'Check with --runner namespaces on Linux.',
    );
  }
  const written = outside.filter((path) => !HARMLESS.test(path));
  if (written.length === 0) return judge.passes('outside-writes', 'nothing else was written');
  return judge.risky(
    'outside-writes',
    `The program wrote ${written.slice(0, 3).join(', ')}, which is gone with the instance.`,
    'Write results to /opt/ml/model or /opt/ml/output/data, which SageMaker uploads, and the rest to /tmp.',
  );
}

/** Caches of interpreters and libraries. */
const HARMLESS =
  /\/__pycache__\/|\.pyc$|^\/root\/\.(?:cache|config|local|keras|matplotlib)\/|^\/var\/(?:cache|tmp|log)\//;

function output({ lines }: WatchedProgram, judge: Judge): Finding {
  const count = lines.filter((line) => line.trim() !== '').length;
  if (count > 0) return judge.passes('log-output', `${String(count)} line${count === 1 ? '' : 's'}`);
  return judge.risky(
    'log-output',
    'The program printed nothing. On SageMaker its output is all that is seen of it, and metrics are read from there.',
    'Print progress, and each metric on a line of its own, to standard output.',
  );
}

function metrics(sight: TrainingSight, task: TrainingTask, judge: Judge): readonly Finding[] {
  const names = Object.keys(task.metrics);
  if (names.length === 0) {
    return [judge.unseen('metric-lines', 'No metric was given.', `Give it: --metric 'score=score=(\\S+)'.`)];
  }
  const lines = sight.program?.lines ?? [];
  return names.map((name) => {
    const value = sight.state.metrics[name];
    if (value !== undefined) return judge.passes('metric-lines', `${name} is ${String(value)}`);
    const noted = lines.find((line) => line.includes(name.split(':').at(-1) ?? name));
    return judge.refused(
      'metric-lines',
      `No line of the output matches the regex of the metric ${name}: ${task.metrics[name] ?? ''}. A tuning job would have no objective.`,
      'Print the metric as the regex expects it, one number in its one group: print(f"score={score}"), score=(\\S+).',
      noted ?? lines.at(-1),
    );
  });
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
