import type { Finding } from '../finding';
import { isUnreachable } from '../sight/processes';
import type { Answer } from '../trial/ask-server';
import type { ServingSight, ServerAnswers } from '../trial/try-serving';
import { errorLine } from './error-line';
import { causeOf } from './failure-rules';
import type { Judge } from './judge';
import { startFinding } from './start-rules';

export interface ServingTask {
  readonly isolated: boolean;
  readonly patienceMs: number;
  readonly contentType: string;
}

/** Judges one server. */
export function servingFindings(sight: ServingSight, task: ServingTask, judge: Judge): readonly Finding[] {
  const { program, end, answers, failureReason = '' } = sight;
  if (program === undefined) {
    const seen = `The endpoint failed before its program started: ${failureReason}`;
    return [judge.refused('serve-program', seen, 'Correct what the reason names, and check again.')];
  }
  if (end?.exit.startError !== undefined) return [startFinding(end.exit.startError, 'serve', judge)];
  const started = judge.passes('serve-program', 'serve started');
  if (answers === undefined) return [started, notInService(sight, task, judge)];
  const line = errorLine(program.lines);
  return [
    started,
    judge.passes('port', `answers after ${(sight.startMs / 1000).toFixed(1)} s`),
    interfaceOf(sight, task, judge),
    judge.passes('ping', 'status 200'),
    pingTime(sight, judge),
    ...invocations(answers, task, judge, line),
    tellsApart('content-types', 'an unknown content type', answers.unknownType, judge),
    badRequest(answers, judge),
    large(answers, judge),
    idle(answers, judge),
    modelUnchanged(sight, judge),
  ];
}

/** Why a server that started never answered /ping with 200. */
function notInService(sight: ServingSight, task: ServingTask, judge: Judge): Finding {
  const { program, end, listeners, ping } = sight;
  const lines = program?.lines ?? [];
  const line = errorLine(lines);
  if (ping?.kind === 'answer') {
    return judge.refused(
      'ping',
      `GET /ping answered ${String(ping.status)}, not 200.`,
      'Answer GET /ping with 200 and an empty body once the model is loaded.',
      line,
    );
  }
  const words = lines.join('\n');
  // The check itself kills a server that listens elsewhere.
  if (end !== undefined && end.exit.signal !== 'SIGKILL') {
    const cause = causeOf({ words, channels: [], argument: 'serve' });
    if (cause !== undefined) return judge.refused(cause.clause, cause.seen, cause.remedy, line);
    return judge.refused(
      'serve-stays',
      `The server ended with exit code ${String(end.exit.exitCode)} before it answered /ping.`,
      'Load the model from /opt/ml/model, and serve until SIGTERM.',
      line,
    );
  }
  if (task.isolated && isUnreachable(listeners, program?.port)) return unreachable(judge);
  const elsewhere = [...new Set(listeners.map(({ port }) => port))].filter((port) => port !== program?.port);
  if (elsewhere.length > 0) {
    const port = `port ${elsewhere.join(', ')}`;
    return elsewhere.includes(8080)
      ? judge.unseen(
          'port',
          `The server listens on ${port} alone, which is right on SageMaker; here each container needs a port of its own, in SAGEMAKER_BIND_TO_PORT.`,
          'Listen on the port in SAGEMAKER_BIND_TO_PORT, with 8080 as the default, and the check goes on.',
        )
      : judge.refused(
          'port',
          `The server listens on ${port}; SageMaker asks port 8080.`,
          'Listen on port 8080, or on the port in SAGEMAKER_BIND_TO_PORT with 8080 as the default.',
          line,
        );
  }
  const late = ping?.kind === 'none' && ping.late;
  return judge.refused(
    late ? 'ping-time' : 'port',
    `${late ? 'GET /ping has no answer' : 'The server listens on no port'} within ${String(task.patienceMs / 1000)} s.`,
    late
      ? 'Answer /ping at once, with 503 while the model is loading.'
      : 'Listen on port 8080 before a long load of the model, or allow more time: --timeout SECONDS.',
    line,
  );
}

function interfaceOf({ listeners, program }: ServingSight, task: ServingTask, judge: Judge): Finding {
  const own = listeners.filter(({ port }) => port === program?.port || port === 8080);
  if (own.some(({ everywhere }) => everywhere)) return judge.passes('interface', '0.0.0.0');
  if (!task.isolated || own.length === 0) {
    return judge.unseen(
      'interface',
      task.isolated
        ? 'The check cannot see its sockets.'
        : 'A plain process should listen on 127.0.0.1 alone.',
      'Check with --runner namespaces on Linux.',
    );
  }
  return unreachable(judge);
}

function unreachable(judge: Judge): Finding {
  return judge.refused(
    'interface',
    'The server listens on 127.0.0.1 alone, where SageMaker, outside of the container, cannot reach it.',
    'Listen on 0.0.0.0.',
  );
}

function pingTime({ ping }: ServingSight, judge: Judge): Finding {
  return judge.passes('ping-time', `${String(Math.round(ping?.tookMs ?? 0))} ms`);
}

function invocations(
  { request }: ServerAnswers,
  task: ServingTask,
  judge: Judge,
  line: string | undefined,
): readonly Finding[] {
  if (request.kind === 'none') {
    return [
      judge.refused(
        request.late ? 'invocation-time' : 'invocations',
        `POST /invocations with ${task.contentType} has no answer: ${request.why}.`,
        'Answer each request to /invocations, within 60 s.',
        line,
      ),
    ];
  }
  if (request.status !== 200) {
    const isPath = request.status === 404 || request.status === 405 || request.status === 501;
    return [
      judge.refused(
        'invocations',
        `POST /invocations with ${task.contentType} answered ${String(request.status)}: ${start(request.body)}`,
        isPath
          ? 'Answer POST on the path /invocations.'
          : 'Correct the error. If it is the request that the model does not accept, give one of its own: --request FILE --content-type TYPE.',
        line,
      ),
    ];
  }
  return [
    judge.passes('invocations', start(request.body)),
    judge.passes('invocation-time', `${String(Math.round(request.tookMs))} ms`),
    request.contentType === undefined
      ? judge.risky(
          'answer-type',
          'The answer has no Content-Type, so its reader gets application/octet-stream or nothing.',
          'Set Content-Type to the format of the answer.',
        )
      : judge.passes('answer-type', request.contentType),
  ];
}

function tellsApart(
  clause: 'content-types' | 'bad-request',
  what: string,
  answer: Answer,
  judge: Judge,
): Finding {
  if (answer.kind === 'answer' && answer.status < 500) {
    return judge.passes(clause, `status ${String(answer.status)}`);
  }
  const seen = answer.kind === 'answer' ? `status ${String(answer.status)}` : `no answer: ${answer.why}`;
  return judge.risky(
    clause,
    `The server answers ${what} with ${seen}, as if the model had failed: it counts as an error of the endpoint and may undo a deployment.`,
    clause === 'content-types'
      ? 'Answer a content type that the model does not know with 415.'
      : 'Answer a body that the model cannot read with 400, and say what is wrong with it.',
  );
}

function badRequest({ badRequest: bad, pingAfterBadRequest: ping }: ServerAnswers, judge: Judge): Finding {
  if (ping.kind === 'answer' && ping.status === 200) {
    return tellsApart('bad-request', 'a bad request', bad, judge);
  }
  return judge.refused(
    'bad-request',
    'After a bad request the server no longer answers /ping, so SageMaker replaces the instance.',
    'Catch errors of a request within the request, and answer 400.',
  );
}

function large({ large: answer }: ServerAnswers, judge: Judge): Finding {
  if (answer.kind === 'answer' && answer.status !== 413 && answer.status < 500) {
    return judge.passes(
      'large-payload',
      `status ${String(answer.status)} after ${String(Math.round(answer.tookMs))} ms`,
    );
  }
  const seen = answer.kind === 'answer' ? `status ${String(answer.status)}` : `no answer: ${answer.why}`;
  return judge.risky(
    'large-payload',
    `A request of 6 MB, which SageMaker passes on, has ${seen}.`,
    'Read the whole body, as long as Content-Length says, and raise the limit of the web server to 6 MB.',
  );
}

function idle({ pingBesideIdle: ping }: ServerAnswers, judge: Judge): Finding {
  if (ping.kind === 'answer') {
    return judge.passes('idle-connection', `/ping after ${String(Math.round(ping.tookMs))} ms`);
  }
  return judge.risky(
    'idle-connection',
    `While another connection is open and silent, /ping has ${ping.why}: one connection at a time. SageMaker keeps connections open.`,
    'Serve each connection in a thread: ThreadingHTTPServer instead of HTTPServer, gunicorn with --threads.',
  );
}

function modelUnchanged({ end }: ServingSight, judge: Judge): Finding {
  const changed = end?.changed ?? [];
  if (changed.length === 0) return judge.passes('model-unchanged', 'unchanged');
  return judge.risky(
    'model-unchanged',
    `The server changed /opt/ml/model/${changed.slice(0, 3).join(', ')}, which may be read-only on SageMaker.`,
    'Write to /tmp.',
  );
}

function start(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
