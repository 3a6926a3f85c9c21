import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { shareKeyPair } from '../key-pair-of';
import { EXPIRED } from './fault';
import type { Aftermath, Ambush, Fault, SeenAnswer, ServiceError } from './fault';
import { Looks } from './looks';
import type { WholeAnswer } from './looks';
import { isLook, operationOf } from './operation-of';
import { passOn } from './pass-on';
import type { Answers } from './pass-on';
import { seededChance } from './seeded-chance';

export interface FaultProxyOptions {
  /** The local cloud behind it, which runs in this process. */
  readonly target: { readonly url: string; readonly handle: Answers };
  /** Ends the provider's process. */
  readonly kill?: () => void;
  /** Interrupts the command as Ctrl-C does. */
  readonly interrupt?: () => void;
}

/** Faults that strike by chance. The same seed and the same requests in the same order meet the same ones. */
export interface Storm {
  readonly seed: number;
  /** From 0 to 1: how likely each request is to meet one of the faults. */
  readonly chance: number;
  readonly faults: readonly Fault[];
}

/** Longer than any client keeps a connection: one that breaks does so because of a fault. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Passes requests from the provider on to the local cloud, except those that a fault was laid for. Nothing here depends on time: a
 * fault strikes by operation and count, or by a seeded chance.
 */
export class FaultProxy {
  /** How many requests have met a fault that was laid for them. */
  sprung = 0;
  /** The operation of every request, in order of arrival. */
  readonly heard: string[] = [];
  private readonly server: Server;
  private readonly options: FaultProxyOptions;
  private readonly looks = new Looks();
  private ambushes: (Ambush & { left: number })[] = [];
  private storm: (() => Fault | undefined) | undefined;
  private cutOffFor = 0;
  private expired = false;

  private constructor(options: FaultProxyOptions) {
    this.options = options;
    this.server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, response) => {
      this.handle(incoming, response).catch(() => response.destroy());
    });
  }

  static async start(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    shareKeyPair(options.target.url, proxy.url);
    return proxy;
  }

  /** `127.0.0.1:<port>` */
  get host(): string {
    return `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Lays a fault, in addition to those that are laid already. */
  lay(ambush: Ambush): void {
    this.ambushes.push({ ...ambush, left: ambush.times ?? 1 });
  }

  rage({ seed, chance, faults }: Storm): void {
    const next = seededChance(seed);
    this.storm = () => (next() < chance ? faults[Math.floor(next() * faults.length)] : undefined);
  }

  /** Ends all faults, including the pending ones. */
  heal(): void {
    this.ambushes = [];
    this.storm = undefined;
    this.cutOffFor = 0;
    this.expired = false;
    this.looks.thaw();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.closeAllConnections();
      this.server.close(() => resolve());
    });
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming);
    const operation = operationOf(incoming);
    this.heard.push(operation);
    if (this.cutOffFor > 0) {
      this.cutOffFor -= 1;
      response.destroy();
      return;
    }
    // The health check needs no credentials.
    if (this.expired && !operation.startsWith('GET /_tuneform/')) {
      sendError(response, EXPIRED);
      return;
    }
    const look = isLook(operation) ? Looks.key(operation, body) : undefined;
    const fault = this.faultFor(operation);
    const old = look === undefined || fault !== undefined ? undefined : this.looks.old(look);
    if (old !== undefined) {
      send(response, old);
      return;
    }
    if (fault !== undefined) {
      await this.strike(fault, { incoming, body, response });
      return;
    }
    const answer = await passOn(this.options.target.handle, incoming, body);
    if (look !== undefined) this.looks.record(look, answer);
    send(response, answer);
  }

  private async strike(
    fault: Fault,
    { incoming, body, response }: { incoming: IncomingMessage; body: Buffer; response: ServerResponse },
  ): Promise<void> {
    this.sprung += 1;
    // From here on, answers seen until now are stale.
    for (const next of fault.then ?? []) if (next.kind === 'stale') this.looks.freeze(next.looks);
    const answer = fault.carriedOut ? await passOn(this.options.target.handle, incoming, body) : undefined;
    for (const next of fault.then ?? []) this.follow(next);
    if (fault.delayMs !== undefined) await delay(fault.delayMs);
    show(response, fault.answer, answer);
  }

  private follow(aftermath: Aftermath): void {
    if (aftermath.kind === 'cut off') this.cutOffFor = aftermath.requests ?? Infinity;
    if (aftermath.kind === 'expired') this.expired = true;
    if (aftermath.kind === 'interrupted') this.options.interrupt?.();
    if (aftermath.kind === 'killed') this.options.kill?.();
  }

  private faultFor(operation: string): Fault | undefined {
    const ambush = this.ambushes.find(
      ({ operation: wanted, left }) =>
        left > 0 && (typeof wanted === 'string' ? wanted === operation : wanted.test(operation)),
    );
    if (ambush === undefined) return this.storm?.();
    ambush.left -= 1;
    return ambush.fault;
  }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function show(response: ServerResponse, seen: SeenAnswer, answer: WholeAnswer | undefined): void {
  if (typeof seen === 'object') {
    if ('page' in seen) sendPage(response, seen.page);
    else sendError(response, seen);
  } else if (answer === undefined || seen === 'lost') {
    response.destroy();
  } else if (seen === 'half a body') {
    const { body } = answer;
    // An empty body has no half; what is no answer of the service at all comes closest.
    const half = body.length === 0 ? Buffer.from('{"') : body.subarray(0, Math.ceil(body.length / 2));
    send(response, { ...answer, body: half });
  } else {
    send(response, answer);
  }
}

function send(response: ServerResponse, { status, headers, body }: WholeAnswer): void {
  const { 'content-length': announced, 'transfer-encoding': _, connection: _ours, ...rest } = headers;
  // The answer to HEAD announces a length and has no body.
  const length = body.length === 0 ? (announced ?? '0') : String(body.length);
  response.writeHead(status, { ...rest, 'content-length': length });
  response.end(body);
}

function sendPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end('<html><head><title>Proxy</title></head><body><h1>Please try again later</h1></body></html>');
}

function sendError(response: ServerResponse, { status, name, message }: ServiceError): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name });
  response.end(JSON.stringify({ __type: name, message }));
}
