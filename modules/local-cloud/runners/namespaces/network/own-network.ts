import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { join } from 'node:path';
import type { ServerAddress } from '../../runner';
import { USERS } from '../unshare';
import { RELAY } from './relay-script';

/** What a container of its own network may reach, and whether it is reached. */
export interface NetworkNeeds {
  readonly serves: boolean;
  /** Loopback ports of this machine. */
  readonly reaches: readonly number[];
}

/** The network of one container. */
export interface OwnNetwork {
  /** Makes the network and starts the command in it. */
  readonly around: (command: readonly string[]) => readonly string[];
  /** Where the container's server answers, if it has one. */
  readonly address: ServerAddress | undefined;
  /** Removes what this machine has of it. The container must have ended. */
  readonly close: () => void;
}

/**
 * Networks of containers, and the sockets that join them to this machine. The sockets are in one folder that is open: the path of a Unix
 * socket may have no more than 107 characters, and the folder of a state may have more by itself.
 */
export class OwnNetworks {
  private readonly folder: string;
  private descriptor: number | undefined;
  private made = 0;

  /** `directory`: the runner's own folder. */
  constructor(directory: string) {
    this.folder = join(directory, 'sockets');
  }

  /**
   * @param python The interpreter that runs the relay.
   * @param enter Starts a command in a new network, of which it is root.
   */
  async make(
    python: string,
    { serves, reaches }: NetworkNeeds,
    enter: readonly string[] = ['unshare', ...USERS, '--net'],
  ): Promise<OwnNetwork> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.descriptor ??= openSync(this.folder, 'r');
    const here = `/proc/self/fd/${String(this.descriptor)}`;
    const id = `${String(process.pid)}-${String((this.made += 1))}`;
    const name = serves ? `${id}-server` : '';
    const outlets = await Promise.all(
      reaches.map((port) => openOutlet(`${here}/${id}-${String(port)}`, port)),
    );
    const ports = reaches.map((port) => `${String(port)}=${id}-${String(port)}`).join(' ');
    return {
      around: (command) => [
        ...enter,
        ...[python, '-I', '-S', '-c', RELAY, this.folder, name, ports],
        ...command,
      ],
      address: serves ? { socketPath: `${here}/${name}` } : undefined,
      close: () => {
        for (const outlet of outlets) outlet.close();
        if (serves) rmSync(join(this.folder, name), { force: true });
      },
    };
  }

  /** Removes the sockets of an earlier process. */
  sweep(): void {
    if (this.made === 0) rmSync(this.folder, { recursive: true, force: true });
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Copies between a socket and a loopback port of this machine. */
async function openOutlet(path: string, port: number): Promise<Server> {
  const outlet = createServer((inside) => {
    const outside = connect({ host: '127.0.0.1', port });
    const both = [inside, outside];
    for (const end of both) end.on('error', () => both.forEach((one) => one.destroy()));
    inside.pipe(outside).pipe(inside);
  });
  await new Promise<void>((resolve, reject) => {
    outlet.once('error', reject);
    outlet.listen(path, resolve);
  });
  // A container that idles must not keep this process alive.
  return outlet.unref();
}
