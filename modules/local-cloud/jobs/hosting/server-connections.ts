import { Agent } from 'node:http';
import { callServer } from './call-server';
import type { ServerAnswer, ServerRequest } from './call-server';

/**
 * How long an idle connection is kept, in milliseconds: shorter than any server that is met in practice (gunicorn: 2 s)
 * keeps its end, and short enough for a server that attends to one connection at a time.
 */
const IDLE_MS = 250;
/**
 * Later calls that may be answered before an earlier one, until the server is taken for one that attends to one connection at
 * a time. Threads of a busy machine let some calls be overtaken a hundred times.
 */
const OVERTAKEN = 512;

/**
 * The connections to one model server, kept from one call to the next. A server that reads the next connection only once the
 * one before is closed would let the calls on all others wait for ever: one that looks like it gets a connection a call.
 */
export class ServerConnections {
  private readonly agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  /** How many later calls were answered before each call under way, oldest call first. */
  private readonly underWay = new Map<symbol, number>();
  private kept = true;

  /** As `callServer` does. */
  async call(request: ServerRequest): Promise<ServerAnswer> {
    const own = Symbol('call');
    this.underWay.set(own, 0);
    try {
      return await callServer(request, this.kept ? this.agent : false);
    } finally {
      this.noteOvertaken(own);
      this.underWay.delete(own);
    }
  }

  closeIdle(): void {
    for (const sockets of Object.values(this.agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  private noteOvertaken(answered: symbol): void {
    const [[oldest, count] = [answered, 0]] = this.underWay;
    if (oldest === answered || !this.kept) return;
    this.underWay.set(oldest, count + 1);
    if (count < OVERTAKEN) return;
    this.kept = false;
    this.closeIdle();
  }
}
