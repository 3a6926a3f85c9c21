import { openSession } from '../../../modules/aws';
import type { AwsSession, AwsSettings } from '../../../modules/aws';
import type { Clock } from '../../../modules/kernel';
import { ManualClock } from '../../support/manual-clock';

/** What a service answers to one operation, or throws. */
export type Answer = (
  input: Readonly<Record<string, unknown>>,
  options: { readonly abortSignal?: AbortSignal },
) => unknown;

/** A session whose services answer from a script: for what the local cloud has no reason to say, such as "not now". */
export function scriptedSession(
  answers: Readonly<Record<string, Answer>>,
  { clock = new ManualClock(), settings = {} }: { clock?: Clock; settings?: Partial<AwsSettings> } = {},
): { readonly session: AwsSession; readonly sent: readonly string[] } {
  const sent: string[] = [];
  const session = openSession({ target: 'aws', region: 'us-east-1', ...settings }, { clock });
  const send = async (command: { readonly input: Record<string, unknown> }, options = {}) => {
    const operation = command.constructor.name.replace(/Command$/, '');
    sent.push(operation);
    const answer = answers[operation];
    if (answer === undefined) throw new Error(`The script has no answer to ${operation}.`);
    return await answer(command.input, options);
  };
  for (const { client, once } of [
    session.sageMaker(),
    session.sageMakerRuntime(),
    session.ecr(),
    session.s3(),
    session.logs(),
    session.iam(),
    session.serviceQuotas(),
  ]) {
    // Clients of their own kind, as paginators ask for; only what goes over the wire does not.
    Object.assign(client, { send });
    Object.assign(once, { send });
  }
  return { session, sent };
}

/** A refusal of the service, as the SDK throws it. */
export const refusal = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name, $fault: 'client' });

/** A failure on the way, as the SDK throws it: it leaves open whether the request was carried out. */
export const lostAnswer = (message = 'socket hang up'): Error =>
  Object.assign(new Error(message), { name: 'TimeoutError', code: 'ECONNRESET' });
