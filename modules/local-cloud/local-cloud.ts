import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock, Logger } from '../kernel';
import { silentLogger, systemClock } from '../kernel';
import { createServices } from './create-services';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './credentials';
import { RequestLog } from './request-log';
import type { RequestRecord } from './request-log';
import { Dispatcher } from './server-dispatch';
import { ServedOperations } from './server-operations';
import { createRouter } from './server-router';
import { ownFolder } from './own-folder';
import { removeServerNote, writeServerNote } from './server-note';
import { startServer } from './server';
import type { LoopbackServer, ServerLimits } from './server';
import { openLmdbStore } from './store/lmdb-store';

export interface LocalCloudOptions {
  /** Where everything durable lives. One process at a time. */
  readonly directory: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Time as the services see it. Signatures are always held to real time. */
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly limits?: Partial<ServerLimits>;
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
  // The SDK is here for its schemas alone; what it says about coming Node versions is not for our users.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const directory = resolve(options.directory);
  const giveBack = await ownFolder(directory);
  try {
    const cloud = await serveFolder(directory, options);
    return { ...cloud, stop: () => cloud.stop().finally(giveBack) };
  } catch (error) {
    giveBack();
    throw error;
  }
}

/** Serves a folder that is ours. */
async function serveFolder(directory: string, options: LocalCloudOptions): Promise<LocalCloud> {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? silentLogger;
  const spoolDirectory = join(directory, 'spool');
  // Whatever an earlier process was still receiving when it ended was never acknowledged.
  rmSync(spoolDirectory, { recursive: true, force: true });
  mkdirSync(spoolDirectory, { recursive: true, mode: 0o700 });
  const store = openLmdbStore(join(directory, 'store'));
  const log = new RequestLog(join(directory, 'requests.jsonl'));
  let server: LoopbackServer | undefined;
  const url = (): string => server?.url ?? '';
  const { services, keys, registry } = createServices({ store, clock, logger, directory, url });
  const operations = new ServedOperations(services);
  const dispatcher = new Dispatcher({
    operations,
    keys,
    log,
    clock,
    logger,
    account: LOCAL_ACCOUNT,
    region: LOCAL_REGION,
    spoolDirectory,
    url,
  });
  try {
    // The smallest schemas stand for all: a changed layout is noticed now, not at the first request.
    await operations.model('sts');
    const listener = createRouter({ dispatcher, registry, log, clock, directory });
    server = await startServer({
      port: options.port ?? 0,
      listener,
      logger,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    for (const service of services) await service.start?.();
  } catch (error) {
    await server?.stop();
    log.close();
    await store.close();
    throw error;
  }
  const running = server;
  writeServerNote(directory, { pid: process.pid, url: running.url, startedAt: clock.now() });
  logger.info('local cloud listening', { url: running.url, directory });
  return {
    url: running.url,
    directory,
    requests: (since) => log.since(since),
    stop: async () => {
      await running.stop();
      for (const service of services) await service.stop?.();
      removeServerNote(directory);
      log.close();
      await store.close();
    },
  };
}
