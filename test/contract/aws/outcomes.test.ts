import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError, classifyErrors, changing, openSession } from '../../../modules/aws';
import type { AwsSession } from '../../../modules/aws';

/** What stands where the service should be: it does this to every request. */
type Behaviour = (response: ServerResponse) => void;

const JSON_TYPE = 'application/x-amz-json-1.1';
const answer =
  (status: number, body: string, type = JSON_TYPE): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };
const error = (status: number, name: string): Behaviour =>
  answer(status, JSON.stringify({ __type: name, message: 'because' }));

let server: Server;
let behave: Behaviour;
let requests = 0;
let session: AwsSession;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    request.resume().on('end', () => behave(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  session = sessionAt((server.address() as AddressInfo).port);
});
afterAll(async () => {
  session.sageMaker().client.destroy();
  session.sageMaker().once.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  requests = 0;
});

const sessionAt = (port: number): AwsSession =>
  openSession({
    target: 'local',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${String(port)}`,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });

/** How a request that changes something fails. */
async function failedChange(through = session): Promise<AwsError> {
  const { once, sdk } = through.sageMaker();
  const command = new sdk.CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn' });
  const failed = await changing('create it', () => once.send(command)).catch((thrown: unknown) => thrown);
  if (!(failed instanceof AwsError)) throw new Error('It did not fail.');
  return failed;
}

describe('the outcome of a request that changes something', () => {
  it.each<[string, Behaviour, AwsError['kind']]>([
    ['a refusal', error(400, 'ValidationException'), 'invalid request'],
    ['a refusal of a name nobody knows', error(400, 'Novelty'), 'unknown'],
    ['a throttle', error(400, 'ThrottlingException'), 'throttled'],
    ['expired credentials', error(400, 'ExpiredTokenException'), 'credentials expired'],
    ['a denial', error(403, 'AccessDeniedException'), 'access denied'],
  ])('is refused after %s, and it was sent once', async (_, given, kind) => {
    behave = given;
    expect(await failedChange()).toMatchObject({ kind, outcome: 'refused' });
    expect(requests).toBe(1);
  });

  it.each<[string, Behaviour, AwsError['kind']]>([
    ['a fault of the service', error(500, 'InternalFailure'), 'service fault'],
    ['half an answer', answer(200, '{"EndpointArn": "arn:aws:sage'), 'unreadable answer'],
    ["a proxy's page that says yes", answer(200, '<html>welcome</html>', 'text/html'), 'unreadable answer'],
    ["a proxy's page that says no", answer(403, '<html>forbidden</html>', 'text/html'), 'unreadable answer'],
    ["a proxy's page about a bad gateway", answer(502, '<html>bad</html>', 'text/html'), 'unreadable answer'],
    ['an error that names nothing', answer(400, ''), 'unreadable answer'],
    ["an error in somebody else's words", answer(400, '{"error": "nginx"}'), 'unreadable answer'],
  ])('is unknown after %s, and it was sent once', async (_, given, kind) => {
    behave = given;
    expect(await failedChange()).toMatchObject({ kind, outcome: 'unknown' });
    expect(requests).toBe(1);
  });

  it.each<[string, Behaviour]>([
    ['an answer that breaks off', breakOff],
    ['no answer', (response) => response.destroy()],
  ])('is unknown after %s, and it was sent once', async (_, given) => {
    behave = given;
    expect(await failedChange()).toMatchObject({ outcome: 'unknown' });
    expect(requests).toBe(1);
  });

  it('is told with the status that came with the page, and without words for the SDK’s own developers', async () => {
    behave = answer(502, '<html>bad</html>', 'text/html');
    const { message } = await failedChange();
    expect(message).toMatch(/is not valid JSON \(HTTP status 502\)"$/);
  });

  it('is refused when no server listens, because nothing was sent', async () => {
    const deaf = createServer();
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const { port } = deaf.address() as AddressInfo;
    await new Promise((resolve) => deaf.close(resolve));
    expect(await failedChange(sessionAt(port))).toMatchObject({ kind: 'unreachable', outcome: 'refused' });
  });
});

describe('a request that only reads', () => {
  const look = (): Promise<unknown> => {
    const { client, sdk } = session.sageMaker();
    return classifyErrors('look at it', () =>
      client.send(new sdk.DescribeEndpointCommand({ EndpointName: 'churn' })),
    );
  };

  it.each<[string, Behaviour]>([
    ['is half an answer', answer(200, '{"EndpointArn": "arn:aws:sage')],
    ['is empty', answer(200, '')],
    ['has no content', answer(200, '{}')],
    ["is a proxy's page", answer(200, '<html>welcome</html>', 'text/html')],
  ])('takes what %s for no answer, which may be asked for again', async (_, given) => {
    behave = given;
    await expect(look()).rejects.toMatchObject({
      kind: 'unreadable answer',
      disposition: 'retryable',
      outcome: undefined,
    });
  });
});

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': '500' });
  response.write('{"EndpointArn":', () => response.destroy());
}
