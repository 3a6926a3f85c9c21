import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { invokeEndpoint, isAwsError } from '../../aws';
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
  const answer = await invokeEndpoint(
    session,
    { endpointName, contentType, body, ...accept },
    new AbortController().signal,
  ).catch((error: unknown) => {
    throw isAbsent(error) ? notFound(endpointName, error) : error;
  });
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

function notFound(name: string, cause: unknown): TuneformError {
  return new TuneformError(
    `Endpoint "${name}" does not exist. It is created with the first champion: see npx tuneform show EXPERIMENT.`,
    { code: 'ENDPOINT_NOT_FOUND', summary: 'Endpoint Not Found', cause },
  );
}
