import type { ClauseId } from '../clauses';
import type { Finding } from '../finding';
import type { ProgramEnd, WatchedProgram } from '../sight/watched-program';
import type { TrainingSight } from '../trial/try-training';
import type { Judge } from './judge';

/** Judges a training job that had no channel, and so should fail and say why. */
export function failureFindings(sight: TrainingSight | undefined, judge: Judge): readonly Finding[] {
  const end = sight?.end;
  if (end === undefined || end.exit.startError !== undefined) return [];
  if (end.exit.exitCode === 0) {
    return [
      judge.unseen(
        'failure-file',
        'Training also works without its channels, so the check saw no failure.',
        'Nothing, if the program needs no data.',
      ),
    ];
  }
  if (end.failure !== undefined) {
    return [
      judge.passes('failure-file', `without its channels it says: ${end.failure.split('\n')[0] ?? ''}`),
    ];
  }
  return [
    judge.risky(
      'failure-file',
      `Without its channels training ended with exit code ${String(end.exit.exitCode)} and left no /opt/ml/output/failure, so the job ` +
        'has no reason but its exit code.',
      'Catch the error, and write its text to /opt/ml/output/failure before the program ends.',
    ),
  ];
}

/** Judges how a program took SIGTERM. */
export function stopFinding(
  clause: ClauseId & ('training-stop' | 'serving-stop'),
  { program, end }: { readonly program?: WatchedProgram; readonly end?: ProgramEnd },
  rest: { readonly graceMs: number; readonly judge: Judge },
): readonly Finding[] {
  const { judge, graceMs } = rest;
  if (program === undefined || end === undefined || end.exit.startError !== undefined) return [];
  const grace = clause === 'training-stop' ? '120 s' : '30 s';
  if (end.exit.signal === 'SIGKILL') {
    return [
      judge.risky(
        clause,
        `The program did not end within ${String(graceMs / 1000)} s after SIGTERM. SageMaker kills it after ${grace}, and what it has not saved is lost.`,
        'Handle SIGTERM: save what is needed, and end the program. In a shell script, exec the program, so that it gets the signal.',
      ),
    ];
  }
  if (program.handlesSigterm === true) return [judge.passes(clause, 'it handles SIGTERM')];
  // A program that ends by itself restores the default on its way, as Python does, so what was seen then says nothing.
  if (program.handlesSigterm === undefined || end.exit.exitCode === 0) {
    const seen = 'The program ended before the check could stop it.';
    return [judge.unseen(clause, seen, 'Check with more data, so that training takes some seconds.')];
  }
  return [
    judge.risky(
      clause,
      `The program has no handler for SIGTERM. As process number 1 of its container Linux ignores the signal then, so each stop takes ${grace} and ` +
        'ends with SIGKILL.',
      'Handle SIGTERM: signal.signal(signal.SIGTERM, lambda *_: sys.exit(143)) in Python, trap in a shell.',
    ),
  ];
}
