import { describeTrialJob, launchTrialJob, stopTrainingJob } from '../../aws';
import type { TrialJobState } from '../../aws';
import type { Bench } from '../bench/bench';
import { MARK } from '../sight/processes';
import type { ProgramEnd, WatchedProgram } from '../sight/watched-program';

/** What a job of the check is made of. */
export interface TrainingInput {
  readonly imageUri: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, string>>;
  /** Name to `s3://…`. */
  readonly channels: Readonly<Record<string, string>>;
  readonly maxSeconds: number;
}

/** One training job, to its end. */
export interface TrainingSight {
  readonly state: TrialJobState;
  /** Absent if the job ended before its program could start. */
  readonly program?: WatchedProgram;
  readonly end?: ProgramEnd;
}

const ASK_EVERY_MS = 50;
/** A program that prints nothing is stopped after this time. */
const SILENCE_MS = 2_000;

/** Trains once. Rejects if the request is refused. */
export async function tryTraining(
  bench: Bench,
  name: string,
  input: TrainingInput,
  signal: AbortSignal,
): Promise<TrainingSight> {
  await launch(bench, name, input);
  return atItsEnd(bench, name, signal);
}

/** Starts training and stops it as soon as it prints. */
export async function tryStop(
  bench: Bench,
  name: string,
  input: TrainingInput,
  signal: AbortSignal,
): Promise<TrainingSight> {
  await launch(bench, name, input);
  const ended = atItsEnd(bench, name, signal);
  const program = await Promise.race([bench.board.programOf(name), ended.then(() => undefined)]);
  if (program === undefined) return ended;
  const patience = new AbortController();
  const silence = bench.clock.sleep(SILENCE_MS, patience.signal).catch(() => undefined);
  await Promise.race([program.firstLine, silence, program.end]);
  patience.abort();
  program.look();
  await stopTrainingJob(bench.session, name, signal);
  return ended;
}

async function launch(bench: Bench, name: string, input: TrainingInput): Promise<void> {
  const { session, roleArn, bucket } = bench;
  const outputUri = `s3://${bucket}/output`;
  await launchTrialJob(session, { ...input, name, roleArn, outputUri, environment: { [MARK]: name } });
}

async function atItsEnd(bench: Bench, name: string, signal: AbortSignal): Promise<TrainingSight> {
  const { session, clock, board } = bench;
  let state = await describeTrialJob(session, name);
  while (state.status === 'InProgress' || state.status === 'Stopping') {
    await clock.sleep(ASK_EVERY_MS, signal);
    state = await describeTrialJob(session, name);
  }
  const program = await Promise.race([board.programOf(name), Promise.resolve(undefined)]);
  return program === undefined ? { state } : { state, program, end: await program.end };
}
