import { send, sign } from '../test/support/signed-request';
import type { WireRequest } from '../test/support/signed-request';
import { processorMs } from './machine-load';

const IN_FLIGHT = 16;
const PUTS = 800;
const LARGE = 100_000_000;

export interface ObjectRound {
  readonly putsPerSecond: number;
  readonly msAPut: number;
  readonly megabytesPutPerSecond: number;
  readonly megabytesGotPerSecond: number;
}

/** Puts many objects of 1 KB at once, then puts and gets one of 100 MB. */
export async function objectRound(url: string, pid: number, round: number): Promise<ObjectRound> {
  const ask = (method: 'GET' | 'PUT', path: string, body?: Buffer): Promise<WireRequest> =>
    sign(url, { method, path, ...(body === undefined ? {} : { body }) }, { service: 's3' });
  const done = async (request: WireRequest): Promise<void> => {
    const { status, body } = await send(url, request);
    if (status !== 200) throw new Error(body);
  };
  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1000;
  };
  if (round === 0) await done(await ask('PUT', '/bench-objects'));
  const small = Buffer.alloc(1024, 'x');
  const puts: WireRequest[] = [];
  for (let at = 0; at < PUTS; at += 1) {
    puts.push(await ask('PUT', `/bench-objects/${String(round)}/${String(at)}`, small));
  }
  const before = processorMs(pid);
  const lane = async (): Promise<void> => {
    for (let next = puts.pop(); next !== undefined; next = puts.pop()) await done(next);
  };
  const putSeconds = await seconds(() => Promise.all(Array.from({ length: IN_FLIGHT }, lane)));
  const msAPut = (processorMs(pid) - before) / PUTS;
  const large = await ask('PUT', '/bench-objects/large', Buffer.alloc(LARGE, 'abcdefg'));
  const back = await ask('GET', '/bench-objects/large');
  return {
    putsPerSecond: PUTS / putSeconds,
    msAPut,
    megabytesPutPerSecond: LARGE / 1e6 / (await seconds(() => done(large))),
    megabytesGotPerSecond: LARGE / 1e6 / (await seconds(() => done(back))),
  };
}
