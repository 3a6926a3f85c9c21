import { request } from 'node:http';
import { EXPIRED, THROTTLED } from '../../support/fault-proxy/fault';
import type { Ambush, Fault } from '../../support/fault-proxy/fault';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import type { Answers } from '../../support/fault-proxy/pass-on';

/** A service that counts: every operation is answered with how often anything was carried out before. */
let carriedOut: string[] = [];
const service: Answers = ({ headers }) => {
  const operation = String(headers['x-amz-target']).slice('SageMaker.'.length);
  const body = JSON.stringify({ before: carriedOut.filter((name) => name.startsWith('Create')).length });
  carriedOut.push(operation);
  return Promise.resolve({
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: Buffer.from(body),
  });
};
let proxy: FaultProxy;
let deeds: string[] = [];

beforeAll(async () => {
  proxy = await FaultProxy.start({
    target: { url: 'http://127.0.0.1', handle: service },
    kill: () => deeds.push('killed'),
    interrupt: () => deeds.push('interrupted'),
  });
});
afterAll(async () => {
  await proxy.stop();
});
beforeEach(() => {
  proxy.heal();
  carriedOut = [];
  deeds = [];
});

/** One request through the proxy, as `status body`, or `broken`. */
function ask(operation: string): Promise<string> {
  return new Promise((resolve) => {
    const headers = { 'x-amz-target': `SageMaker.${operation}` };
    const sent = request(proxy.url, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (piece: Buffer) => (text += piece.toString()));
      answer.on('end', () => resolve(`${String(answer.statusCode)} ${text}`));
    });
    sent.on('error', () => resolve('broken'));
    sent.end('{}');
  });
}

const lay = (fault: Fault, rest: Partial<Ambush> = {}): void =>
  proxy.lay({ operation: 'Create', fault, ...rest });

it.each<{ what: string; fault: Fault; seen: string; done: boolean }>([
  { what: 'loses an answer', fault: { carriedOut: true, answer: 'lost' }, seen: 'broken', done: true },
  { what: 'loses a request', fault: { carriedOut: false, answer: 'lost' }, seen: 'broken', done: false },
  {
    what: 'halves a body',
    fault: { carriedOut: true, answer: 'half a body' },
    seen: '200 {"befo',
    done: true,
  },
  {
    what: 'answers with a page',
    fault: { carriedOut: true, answer: { page: 502 } },
    seen: '502 <html>',
    done: true,
  },
  {
    what: 'answers in the place of the service',
    fault: { carriedOut: false, answer: THROTTLED },
    seen: '400 {"__type":"ThrottlingException"',
    done: false,
  },
  {
    what: 'delays',
    fault: { carriedOut: true, answer: 'real', delayMs: 1 },
    seen: '200 {"before":0}',
    done: true,
  },
])('$what, once, and then lets everything through', async ({ fault, seen, done }) => {
  lay(fault);
  const before = proxy.sprung;
  expect(await ask('Create')).toContain(seen);
  expect(carriedOut).toEqual(done ? ['Create'] : []);
  expect(await ask('Create')).toBe(`200 {"before":${done ? '1' : '0'}}`);
  expect(proxy.sprung).toBe(before + 1);
});

it('strikes by operation and count', async () => {
  lay({ carriedOut: false, answer: THROTTLED }, { operation: /^Create|^Delete/, times: 2 });
  const seen: string[] = [];
  for (const name of ['Describe', 'Create', 'Delete', 'Create']) seen.push((await ask(name)).slice(0, 3));
  expect(seen).toEqual(['200', '400', '400', '200']);
});

it('cuts everything off for so many requests, or until it is healed', async () => {
  lay({ carriedOut: true, answer: 'lost', then: [{ kind: 'cut off', requests: 2 }] });
  const seen: string[] = [];
  for (const name of ['Create', 'Describe', 'Describe', 'Describe']) seen.push(await ask(name));
  expect(seen).toEqual(['broken', 'broken', 'broken', '200 {"before":1}']);
  lay({ carriedOut: false, answer: 'lost', then: [{ kind: 'cut off' }] });
  for (const name of ['Create', 'Describe', 'Describe', 'Describe']) expect(await ask(name)).toBe('broken');
  proxy.heal();
  expect(await ask('Describe')).toBe('200 {"before":1}');
});

it('lets the credentials expire until it is healed', async () => {
  lay({ carriedOut: true, answer: 'real', then: [{ kind: 'expired' }] });
  expect(await ask('Create')).toBe('200 {"before":0}');
  expect(await ask('Describe')).toContain(EXPIRED.name);
  proxy.heal();
  expect(await ask('Describe')).toBe('200 {"before":1}');
});

it('answers looks as they were answered before, so many times', async () => {
  await ask('Describe');
  lay({ carriedOut: true, answer: 'real', then: [{ kind: 'stale', looks: 2 }] });
  await ask('Create');
  const seen: string[] = [];
  for (let look = 1; look <= 3; look += 1) seen.push(await ask('Describe'));
  expect(seen).toEqual(['200 {"before":0}', '200 {"before":0}', '200 {"before":1}']);
});

it('reports each fault to its listener', async () => {
  lay({ carriedOut: true, answer: 'lost', then: [{ kind: 'interrupted' }, { kind: 'killed' }] });
  await ask('Create');
  expect(deeds).toEqual(['interrupted', 'killed']);
});

it('rages the same way with the same seed', async () => {
  const faults: Fault[] = [
    { carriedOut: false, answer: 'lost' },
    { carriedOut: false, answer: THROTTLED },
  ];
  const storm = async (seed: number): Promise<string[]> => {
    proxy.rage({ seed, chance: 0.5, faults });
    const seen: string[] = [];
    for (let n = 0; n < 30; n += 1) seen.push((await ask('Describe')).slice(0, 3));
    return seen;
  };
  const first = await storm(7);
  expect(new Set(first)).toEqual(new Set(['bro', '400', '200']));
  expect(await storm(7)).toEqual(first);
  expect(await storm(8)).not.toEqual(first);
});
