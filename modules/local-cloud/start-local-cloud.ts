import { resolve } from 'node:path';
import { silentLogger, TuneformError } from '../kernel';
import type { LocalCloudCore, LocalCloudDependencies } from './local-cloud';
import { createLocalCloud } from './local-cloud';
import { startServer } from './server/loopback-server';
import type { LoopbackServer, ServerLimits } from './server/loopback-server';
import { announceKeyPair, withdrawKeyPair } from './state-folder/announce-key-pair';
import { keepAddress } from './state-folder/own-key-pair';
import { ownFolder } from './state-folder/own-folder';
import { prepareStateFolder } from './state-folder/prepare-state-folder';
import { removeServerNote, writeServerNote } from './state-folder/server-note';
import { checkStore, noteClosed } from './store/check-store';
import { unwritable, whyUnwritable } from './store/storage-fault';

export interface LocalCloudOptions extends Omit<LocalCloudDependencies, 'store'> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly limits?: Partial<ServerLimits>;
}

/** A running local cloud. */
export interface LocalCloud extends Omit<LocalCloudCore, 'start' | 'services' | 'now'> {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Stops listening, ends all programs, closes the store. */
  readonly stop: () => Promise<void>;
}

/** Starts the local cloud on the loopback interface and resolves once it answers. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  // The local cloud uses only the SDK's schemas, so the SDK's notices about Node versions do not concern its users.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const directory = resolve(options.directory);
  prepareStateFolder(directory);
  // Without a listener, a file size limit (ulimit -f) ends the process. With one, the write fails with that error.
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

/** Serves a folder that this process owns. */
async function serveFolder(directory: string, options: LocalCloudOptions): Promise<LocalCloud> {
  const { port = 0, limits = {}, logger = silentLogger } = options;
  await checkStore(directory);
  const { start, stop, now, services: _, ...cloud } = createLocalCloud({ ...options, directory });
  let server: LoopbackServer | undefined;
  try {
    server = await startServer({ port, handle: cloud.handle, logger, limits });
    await start(server.url);
    keepAddress(cloud.credentialsFile, cloud.credentials, server.url);
    const runner = cloud.runner();
    writeServerNote(directory, {
      pid: process.pid,
      url: server.url,
      startedAt: now(),
      ...(runner === undefined ? {} : { runner }),
    });
  } catch (error) {
    await server?.stop();
    await stop();
    throw error;
  }
  const running = server;
  announceKeyPair(running.url, cloud.credentialsFile, logger);
  logger.info('local cloud listening', { url: running.url, directory });
  return {
    ...cloud,
    url: running.url,
    stop: async () => {
      await running.stop();
      withdrawKeyPair(cloud.credentialsFile);
      await stop();
      removeServerNote(directory);
      noteClosed(directory);
    },
  };
}
