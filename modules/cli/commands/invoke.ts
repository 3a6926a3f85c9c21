import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describeEndpoint, invokeEndpoint, isAwsError, modelAnswer } from '../../aws';
import type { AwsSession } from '../../aws';
import { messageOf, systemClock, TuneformError } from '../../kernel';
import { openTarget } from '../target';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { InvokeFlags } from './flags';

/** `tuneform invoke ENDPOINT` */
export async function invoke(endpointName: string, flags: InvokeFlags, terminal: Terminal): Promise<void> {
  const body = await bodyOf(flags, terminal);
  const session = await openTarget(flags, terminal);
  const { contentType } = flags;
  const accept = flags.accept === undefined ? {} : { accept: flags.accept };
  const startedAt = systemClock.now();
  const { signal } = new AbortController();
  const answer = await invokeEndpoint(session, { endpointName, contentType, body, ...accept }, signal).catch(
    async (error: unknown) => {
      throw isAbsent(error)
        ? await notServed(session, endpointName, error)
        : (fromModel(endpointName, error) ?? error);
    },
  );
  const tookMs = systemClock.now() - startedAt;
  if (flags.json === true) printJson(terminal, { endpointName, tookMs, answer: parsed(answer) });
  else terminal.data(answer.trimEnd());
}

/** SageMaker Runtime reports a missing endpoint as a ValidationError: "Endpoint x of account 123456789012 not found." */
const isAbsent = (error: unknown): boolean =>
  isAwsError(error, 'absent') ||
  (isAwsError(error, 'invalid request') && /^Endpoint .* not found/.test(error.serviceMessage));

async function bodyOf(flags: InvokeFlags, terminal: Terminal): Promise<string> {
  if (flags.body !== undefined && flags.file !== undefined) {
    throw badUsage('Two Request Bodies', 'Give one of --body and --file, not both.');
  }
  if (flags.body !== undefined) return flags.body;
  if (flags.file !== undefined && flags.file !== '-') {
    return fromFile(resolve(terminal.workingDirectory, flags.file));
  }
  if (flags.file === undefined && process.stdin.isTTY) {
    throw badUsage('No Request Body', 'Give the request body with --body, --file, or on standard input.');
  }
  return text(process.stdin);
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TuneformError(`The request body could not be read: ${messageOf(error)}`, {
      code: 'BAD_USAGE',
      summary: 'Unreadable File',
      cause: error,
    });
  }
}

/** Returns a JSON response as data, so that jq can read it, and any other response as a string. */
function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return answer;
  }
}

const badUsage = (summary: string, message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary });

/** The service says "not found" of an endpoint that exists and serves nothing, too. */
async function notServed(session: AwsSession, name: string, cause: unknown): Promise<TuneformError> {
  const endpoint = await describeEndpoint(session, name, new AbortController().signal).catch(() => undefined);
  if (endpoint === undefined) return notFound(name, cause);
  const { status, failureReason } = endpoint;
  const why = failureReason === undefined ? '' : ` Service reason: "${failureReason}"`;
  const remedy =
    status === 'Failed'
      ? 'Mend the cause and apply again'
      : 'Wait until it is InService; if that takes longer than usual, read its log';
  return new TuneformError(
    `Endpoint "${name}" exists and is ${status}, so it serves nothing. ${remedy}: its log group is /aws/sagemaker/Endpoints/${name}.${why}`,
    { code: 'ENDPOINT_NOT_IN_SERVICE', summary: 'Endpoint Not in Service', cause },
  );
}

/** Returns the error for a request that reached the model; undefined if the failure is the service's. */
function fromModel(name: string, cause: unknown): TuneformError | undefined {
  const answer = modelAnswer(cause);
  if (answer === undefined) return undefined;
  const { status, body } = answer;
  const said = body.trim() === '' ? 'an empty body' : `“${body.trim()}”`;
  const isRefusal = status >= 400 && status < 500;
  return new TuneformError(
    isRefusal
      ? `Endpoint "${name}" works, and its model refused the request with status ${String(status)}: ${said}. Correct the body or its ` +
          'content type: --content-type names what the container expects.'
      : `Endpoint "${name}" works, and its model failed on the request with status ${String(status)}: ${said}. The reason is in log ` +
          `group /aws/sagemaker/Endpoints/${name}.`,
    isRefusal
      ? { code: 'MODEL_REFUSED_REQUEST', summary: 'Model Refused the Request', cause }
      : { code: 'MODEL_ERROR', summary: 'Model Returned an Error', cause },
  );
}

function notFound(name: string, cause: unknown): TuneformError {
  return new TuneformError(
    `Endpoint "${name}" does not exist. It is created with the first champion: see npx tuneform show EXPERIMENT.`,
    { code: 'ENDPOINT_NOT_FOUND', summary: 'Endpoint Not Found', cause },
  );
}
