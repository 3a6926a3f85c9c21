import {
  AwsError,
  classifyErrors,
  classify,
  ERROR_RULES,
  ERROR_TEXTS,
  isAwsError,
} from '../../../modules/aws';
import type { AwsErrorKind } from '../../../modules/aws/error-kinds';
import { expectTold } from '../../support/expect-told';

/** Scripts and readers know a failure by its code, so a code never changes. */
const CODES: Readonly<Record<AwsErrorKind, string>> = {
  absent: 'AWS_OBJECT_ABSENT',
  'name taken': 'AWS_NAME_TAKEN',
  'limit exceeded': 'AWS_LIMIT_EXCEEDED',
  throttled: 'AWS_THROTTLED',
  'credentials expired': 'AWS_CREDENTIALS_EXPIRED',
  'credentials missing': 'AWS_CREDENTIALS_MISSING',
  'credentials refused': 'AWS_CREDENTIALS_REFUSED',
  'access denied': 'AWS_ACCESS_DENIED',
  'role not assumable': 'ROLE_NOT_ASSUMABLE',
  'channel empty': 'CHANNEL_EMPTY',
  'image missing': 'IMAGE_NOT_PUSHED',
  'not terminal': 'AWS_NOT_TERMINAL',
  'already terminal': 'AWS_ALREADY_TERMINAL',
  busy: 'AWS_OBJECT_BUSY',
  'model error': 'MODEL_ERROR',
  unreachable: 'AWS_UNREACHABLE',
  'service fault': 'AWS_SERVICE_FAULT',
  'unreadable answer': 'AWS_ANSWER_UNREADABLE',
  interrupted: 'INTERRUPTED',
  'invalid request': 'AWS_INVALID_REQUEST',
  unknown: 'AWS_UNKNOWN_ERROR',
};

const failure = (name: string, message: string, extra: object = {}): Error =>
  Object.assign(new Error(message), { name, ...extra });

describe('classifying AWS errors', () => {
  it.each(ERROR_RULES.map(({ kind, sample }) => ({ kind, ...sample })))(
    'reads "$name: $message" as $kind',
    ({ kind, name, message }) => {
      expect(classify(failure(name, message))).toBe(kind);
    },
  );

  it.each([
    {
      name: 'ValidationException',
      message: 'Cannot create already existing endpoint configuration "arn:…".',
      kind: 'name taken',
      why: 'the word "already" alone does not mean that something has stopped',
    },
    {
      name: 'ValidationException',
      message: 'Could not find endpoint configuration "arn:…".',
      kind: 'absent',
      why: 'absence is told by the message, the name says nothing',
    },
    {
      name: 'Error',
      message: 'connect ECONNREFUSED 127.0.0.1:4747',
      kind: 'unreachable',
      why: 'nothing answered',
    },
    {
      name: 'ValidationException',
      message: 'Invalid network configuration: the subnets are in one zone.',
      kind: 'invalid request',
      why: 'a network in the request is not the way to the service',
    },
    {
      name: 'ValidationException',
      message: 'The host answered with ECONNREFUSED.',
      kind: 'invalid request',
      why: 'what the service could not reach is not the service',
    },
    {
      name: 'Error',
      message: 'KeyNotFoundException',
      kind: 'unknown',
      why: '"eNotFound" within a word is not ENOTFOUND',
    },
    {
      name: 'SomethingNew',
      message: 'who knows',
      kind: 'unknown',
      why: 'a name nobody has seen is not guessed at',
    },
  ])('takes $name "$message" for $kind: $why', ({ name, message, kind }) => {
    expect(classify(failure(name, message))).toBe(kind);
  });

  it('goes by the HTTP status where no row matches', () => {
    const error = failure('SomethingNew', 'oops', { $metadata: { httpStatusCode: 503 } });
    expect(classify(error)).toBe('service fault');
  });

  it.each(['EAI_AGAIN', 'ENOTFOUND', 'ECONNRESET'])('goes by the code of an error of Node: %s', (code) => {
    expect(classify(failure('Error', 'it did not work', { code }))).toBe('unreachable');
  });

  it('reads a refused connection to both address families', () => {
    const refused = new AggregateError([new Error('connect ECONNREFUSED 127.0.0.1:4747')], '');
    expect(classify(refused)).toBe('unreachable');
  });

  it('quotes the service, says what to do, and carries the code of its kind', async () => {
    const error: unknown = await classifyErrors('create model "m"', () =>
      Promise.reject(failure('AccessDeniedException', 'not authorized to perform: sagemaker:CreateModel')),
    ).catch((thrown: unknown) => thrown);
    expect(isAwsError(error, 'access denied')).toBe(true);
    expect(error).toBeInstanceOf(AwsError);
    expect(error).toMatchObject({
      code: 'AWS_ACCESS_DENIED',
      summary: 'Access Denied',
      disposition: 'terminal',
      message: expect.stringMatching(
        /could not create model "m"\. Allow .*Service reason: "not authorized to perform: sagemaker:CreateModel"/,
      ),
    });
  });

  it.each(Object.entries(CODES) as [AwsErrorKind, string][])(
    'tells what is %s with the code %s, what was tried, a remedy and the service’s reason',
    async (kind, code) => {
      const sample = ERROR_RULES.find((rule) => rule.kind === kind)?.sample ?? {
        name: 'SomethingNew',
        message: 'who knows',
      };
      const call = () =>
        classifyErrors('describe model "m"', () => Promise.reject(failure(sample.name, sample.message)));
      await expectTold(call, {
        code,
        names: `could not describe model "m". ${ERROR_TEXTS[kind].remedy}`,
        remedy: `Service reason: "${sample.message}"`,
      });
    },
  );

  it('passes an error that is classified already through unchanged', async () => {
    const inner = new AwsError('absent', 'describe model "m"', failure('X', 'gone'));
    await expect(classifyErrors('do more', () => Promise.reject(inner))).rejects.toBe(inner);
  });

  it.each(Object.entries(ERROR_TEXTS))(
    'has a short summary and a remedy that is a sentence for %s',
    (_kind, text) => {
      expect(text.summary.length).toBeLessThanOrEqual(60);
      expect(text.summary).not.toMatch(/\.$/);
      expect(text.remedy).toMatch(/\.$/);
    },
  );
});
