import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock, Logger } from '../kernel';
import { silentLogger, systemClock, systemRandom, TuneformError } from '../kernel';
import type { KeyPair } from '../local-access';
import { announceKeyPair } from './state-folder/announce-key-pair';
import { createServices } from './services/create-services';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './ports/credentials';
import { ownFolder } from './state-folder/own-folder';
import { keyPairFile, ownKeyPair } from './state-folder/own-key-pair';
import { RequestLog } from './server/request-log';
import type { RequestRecord } from './server/request-log';
import { Dispatcher } from './server/dispatcher';
import { ServedOperations } from './server/served-operations';
import { createRouter } from './server/router';
import { removeServerNote, writeServerNote } from './state-folder/server-note';
import { startServer } from './server/loopback-server';
import type { LoopbackServer, ServerLimits } from './server/loopback-server';
import { prepareStateFolder } from './state-folder/prepare-state-folder';
import { unwritable, whyUnwritable } from './store/storage-fault';
import { checkStore, noteClosed } from './store/check-store';
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
  /** Signs every request; random, made at the first start in the folder and kept there. */
  readonly credentials: KeyPair;
  /** The file with `credentials`, which only its owner can read. */
  readonly credentialsFile: string;
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
  prepareStateFolder(directory);
  // Without a listener, a file size limit (ulimit -f) ends the process; with one, the write fails and says so.
  if (process.listenerCount('SIGXFSZ') === 0) process.on('SIGXFSZ', () => undefined);
  const giveBack = await ownFolder(directory);
  try {
    const cloud = await serveFolder(directory, options);
    return { ...cloud, stop: () => cloud.stop().finally(giveBack) };
  } catch (error) {
    giveBack();
    const why = whyUnwritable(error);
    if (why === undefined) throw error;
    const options = { code: 'LOCAL_CLOUD_UNWRITABLE', summary: 'Local Cloud Cannot Write', cause: error };
    throw new TuneformError(unwritable(why, directory), options);
  }
}

/** Serves a folder that is ours. */
async function serveFolder(directory: string, options: LocalCloudOptions): Promise<LocalCloud> {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? silentLogger;
  const credentials = ownKeyPair(directory);
  const credentialsFile = keyPairFile(directory);
  await checkStore(directory);
  const spoolDirectory = join(directory, 'spool');
  // Whatever an earlier process was still receiving when it ended was never acknowledged.
  rmSync(spoolDirectory, { recursive: true, force: true });
  mkdirSync(spoolDirectory, { recursive: true, mode: 0o700 });
  const store = openLmdbStore(join(directory, 'store'));
  const log = new RequestLog(join(directory, 'requests.jsonl'), logger);
  let server: LoopbackServer | undefined;
  const url = (): string => server?.url ?? '';
  const { services, keys, registry } = createServices({ store, clock, logger, directory, credentials, url });
  const operations = new ServedOperations(services);
  const dispatcher = new Dispatcher({
    operations,
    keys,
    log,
    clock,
    signatureClock: systemClock,
    random: systemRandom,
    logger,
    account: LOCAL_ACCOUNT,
    region: LOCAL_REGION,
    directory,
    spoolDirectory,
    url,
  });
  try {
    // The smallest schemas stand for all: a changed layout is noticed now, not at the first request.
    await operations.model('sts');
    const handle = createRouter({ dispatcher, registry, log, clock, keys, signatureClock: systemClock });
    server = await startServer({
      port: options.port ?? 0,
      handle,
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
  announceKeyPair(running.url, credentialsFile, logger);
  writeServerNote(directory, { pid: process.pid, url: running.url, startedAt: clock.now() });
  logger.info('local cloud listening', { url: running.url, directory });
  return {
    url: running.url,
    directory,
    credentials,
    credentialsFile,
    requests: (since) => log.since(since),
    stop: async () => {
      await running.stop();
      for (const service of services) await service.stop?.();
      removeServerNote(directory);
      log.close();
      await store.close();
      noteClosed(directory);
    },
  };
}
