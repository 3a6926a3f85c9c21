import { Agent } from 'node:http';
import { callServer } from './call-server';
import type { ServerAnswer, ServerRequest } from './call-server';

/**
 * How long an idle connection is kept, in milliseconds: less than servers in practice keep their end (gunicorn: 2 s),
 * and short enough for a server that handles one connection at a time.
 */
const IDLE_MS = 250;
/**
 * Number of later calls that may be answered before an earlier one until the server is assumed to handle one
 * connection at a time. Threads of a busy machine let some calls be overtaken a hundred times.
 */
const OVERTAKEN = 512;

/**
 * The connections to one model server, kept from one call to the next. If a server reads the next connection only
 * after the previous one is closed, calls on all other connections would wait for ever; a server that seems to do so
 * gets one connection per call.
 */
export class ServerConnections {
  private readonly agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  /** Number of later calls that were answered before each current call, oldest call first. */
  private readonly underWay = new Map<symbol, number>();
  private kept = true;

  /** Behaves as `callServer`. */
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
