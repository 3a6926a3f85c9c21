import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { BodyHashes, Digests, HashName } from './body-hashes';

/** Reads the file as far as it is told to, and answers with the hashes at the end. Text: it must not need a file of its own. */
const FOLLOWER = `
  const { createHash } = require('node:crypto');
  const { closeSync, openSync, readSync } = require('node:fs');
  const { parentPort, workerData } = require('node:worker_threads');
  const hashes = workerData.names.map((name) => createHash(name));
  const piece = Buffer.allocUnsafe(1 << 20);
  let file;
  let at = 0;
  parentPort.on('message', ({ upTo, last }) => {
    file ??= openSync(workerData.file, 'r');
    while (at < upTo) {
      const read = readSync(file, piece, 0, Math.min(piece.length, upTo - at), at);
      if (read === 0) throw new Error('the file is shorter than what was written to it');
      for (const hash of hashes) hash.update(piece.subarray(0, read));
      at += read;
    }
    if (!last) return;
    closeSync(file);
    parentPort.postMessage(hashes.map((hash) => hash.digest('hex')));
    parentPort.close();
  });
`;

export interface FollowingHashes extends BodyHashes {
  /** Ends the thread. Needed only if the digests are not requested. */
  stop(): void;
}

/** Bytes that are written before the follower hears of them. */
const STEP = 1024 * 1024;

/**
 * Hashes of a large body on another thread, so that this one can answer other requests: the thread reads the file to
 * which the body is written, and holds no more than a piece of it.
 */
export function hashesOfFile(
  { file, to }: { readonly file: string; readonly to: WriteStream },
  names: readonly HashName[],
): FollowingHashes {
  // Not with this process's options, among which a transpiler may be.
  const worker = new Worker(FOLLOWER, { eval: true, execArgv: [], env: {}, workerData: { file, names } });
  const answered = answerOf(worker);
  let told = 0;
  const tell = (last: boolean): void => {
    told = to.bytesWritten;
    worker.postMessage({ upTo: told, last });
  };
  return {
    take: () => {
      if (to.bytesWritten - told >= STEP) tell(false);
    },
    digests: async (): Promise<Digests> => {
      tell(true);
      const texts = await answered;
      return Object.fromEntries(names.map((name, at) => [name, texts[at]]));
    },
    stop: () => void worker.terminate(),
  };
}

function answerOf(worker: Worker): Promise<readonly string[]> {
  const ended = once(worker, 'exit').then(() => {
    throw new Error('the thread that hashes a body ended without an answer');
  });
  const answered = once(worker, 'message').then(([texts]) => texts as readonly string[]);
  const first = Promise.race([answered, ended]);
  // A body that breaks off is stopped, and its hashes are never requested.
  for (const one of [answered, ended, first]) one.catch(() => undefined);
  return first;
}
