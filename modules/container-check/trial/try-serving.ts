import { describeEndpoint, hostTrial, removeTrialEndpoint } from '../../aws';
import type { ServerAddress } from '../../local-cloud';
import type { Bench } from '../bench/bench';
import type { Listener } from '../sight/processes';
import { isUnreachable, MARK } from '../sight/processes';
import type { ProgramEnd, WatchedProgram } from '../sight/watched-program';
import { askServer, besideIdleConnection } from './ask-server';
import type { Answer, Question } from './ask-server';
import { largeRequest } from './large-request';

/** What a server of the check is made of. */
export interface ServingInput {
  readonly imageUri: string;
  readonly modelDataUrl?: string;
  readonly request: { readonly body: string; readonly contentType: string };
  /** How long the server may take to answer /ping. */
  readonly patienceMs: number;
}

/** One server, from its start to its end. */
export interface ServingSight {
  /** Why the service says that the endpoint did not come into service. */
  readonly failureReason?: string;
  readonly program?: WatchedProgram;
  readonly end?: ProgramEnd;
  /** On what its processes listened last. */
  readonly listeners: readonly Listener[];
  readonly startMs: number;
  /** The last answer to /ping before the check went on, or gave up. */
  readonly ping?: Answer;
  /** Absent if it never answered /ping. */
  readonly answers?: ServerAnswers;
}

/** How a server that is in service answered. */
export interface ServerAnswers {
  readonly request: Answer;
  readonly unknownType: Answer;
  readonly badRequest: Answer;
  readonly pingAfterBadRequest: Answer;
  readonly large: Answer;
  readonly pingBesideIdle: Answer;
}

const PING_EVERY_MS = 100;
const PING_MS = 2_000;
/** How long a server in a network of its own may listen where no request from outside arrives. */
const UNREACHABLE_MS = 5_000;
/** A server without an answer after this time is blocked, however busy the machine is. */
const BLOCKED_MS = 10_000;
/** SageMaker's limit. */
const INVOCATION_MS = 60_000;

/** Serves once. */
export async function tryServing(
  bench: Bench,
  name: string,
  input: ServingInput,
  signal: AbortSignal,
): Promise<ServingSight> {
  const { session, board, roleArn, clock } = bench;
  const { imageUri, modelDataUrl } = input;
  const model = modelDataUrl === undefined ? {} : { modelDataUrl };
  await hostTrial(session, { name, imageUri, roleArn, ...model, environment: { [MARK]: name } });
  const over = new AbortController();
  const failed = untilStatus(bench, name, ['Failed'], AbortSignal.any([signal, over.signal]));
  try {
    const program = await Promise.race([board.programOf(name), failed.then(() => undefined)]);
    if (program === undefined) {
      return { listeners: [], startMs: 0, ...(await reasonOf(bench, name, signal)) };
    }
    const startedAt = clock.now();
    const ping = await untilPing(bench, program, input.patienceMs, signal);
    const seen = {
      program,
      startMs: clock.now() - startedAt,
      listeners: program.listeners(),
      ...(ping === undefined ? {} : { ping }),
    };
    if (ping?.kind !== 'answer' || ping.status !== 200 || program.address === undefined) {
      const end = await program.stop(0);
      await failed;
      return { ...seen, end, ...(await reasonOf(bench, name, signal)) };
    }
    await untilStatus(bench, name, ['InService', 'Failed'], signal);
    const answers = await question(bench, program.address, input);
    await removeTrialEndpoint(session, name);
    return { ...seen, answers, end: await program.end };
  } finally {
    over.abort();
    failed.catch(() => undefined);
  }
}

/**
 * Pings until it is answered with 200, the program has ended, or the patience is over. Returns the last ping. A server
 * that listens where no ping can arrive is not waited for.
 */
async function untilPing(
  bench: Bench,
  program: WatchedProgram,
  patienceMs: number,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const { address } = program;
  if (address === undefined) return undefined;
  const ended = new AbortController();
  void program.end.then(() => ended.abort());
  const { clock } = bench;
  let until = clock.now() + patienceMs;
  let unreachable = false;
  for (;;) {
    const ping = await askServer({ address, method: 'GET', path: '/ping', timeoutMs: PING_MS }, clock);
    program.look();
    const isUp = ping.kind === 'answer' && ping.status === 200;
    if (!unreachable && bench.rung().isolated && isUnreachable(program.listeners(), program.port)) {
      unreachable = true;
      until = Math.min(until, clock.now() + UNREACHABLE_MS);
    }
    if (isUp || ended.signal.aborted || clock.now() >= until) return ping;
    await clock.sleep(PING_EVERY_MS, signal);
  }
}

/** Asks the server all that the check wants to know. */
async function question(
  { clock }: Bench,
  address: ServerAddress,
  { request, patienceMs }: ServingInput,
): Promise<ServerAnswers> {
  const timeoutMs = Math.min(INVOCATION_MS, patienceMs);
  const ask = (more: Partial<Question>): Promise<Answer> =>
    askServer({ address, method: 'POST', path: '/invocations', timeoutMs, ...request, ...more }, clock);
  const ping = (): Promise<Answer> =>
    askServer({ address, method: 'GET', path: '/ping', timeoutMs: BLOCKED_MS }, clock);
  return {
    request: await ask({}),
    unknownType: await ask({ contentType: 'application/x-unknown' }),
    badRequest: await ask({ body: 'no request that a model expects {[",' }),
    pingAfterBadRequest: await ping(),
    large: await ask({ body: largeRequest(request.body, request.contentType) }),
    pingBesideIdle: await besideIdleConnection(address, () => ping()),
  };
}

async function untilStatus(
  { session, clock }: Bench,
  name: string,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  while (!wanted.includes((await describeEndpoint(session, name, signal))?.status ?? '')) {
    await clock.sleep(PING_EVERY_MS, signal);
  }
}

async function reasonOf(
  { session }: Bench,
  name: string,
  signal: AbortSignal,
): Promise<{ readonly failureReason?: string }> {
  const { failureReason } = (await describeEndpoint(session, name, signal)) ?? {};
  return failureReason === undefined ? {} : { failureReason };
}
