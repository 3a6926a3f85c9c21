import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Clock, Logger } from '../kernel';
import { silentLogger, systemClock } from '../kernel';
import { RequestLog } from './request-log';
import type { RequestRecord } from './request-log';
import { openLmdbStore } from './store/lmdb-store';

export interface LocalCloudOptions {
  /** Where everything durable lives. One process at a time. */
  readonly directory: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** A running local cloud. */
export interface LocalCloud {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly directory: string;
  /** Answered requests at or after `since` (milliseconds since the epoch), oldest first. */
  requests(since?: number): readonly RequestRecord[];
  /** Stops listening, stops the services, closes the store. */
  stop(): Promise<void>;
}

/** Starts the local cloud on the loopback interface and resolves once it answers. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const directory = resolve(options.directory);
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? silentLogger;
  const store = openLmdbStore(join(directory, 'store'));
  const log = new RequestLog(join(directory, 'requests.jsonl'));
  const server = createServer((_request, response) => response.writeHead(501).end());
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  logger.info('local cloud listening', { url, at: clock.now() });
  return {
    url,
    directory,
    requests: (since) => log.since(since),
    stop: async () => {
      await new Promise((closed) => server.close(closed));
      log.close();
      await store.close();
    },
  };
}
