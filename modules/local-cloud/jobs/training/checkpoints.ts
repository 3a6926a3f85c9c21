import { constants, watch } from 'node:fs';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../../kernel';
import { messageOf } from '../../../kernel';
import type { ObjectStorage } from '../../ports/ports';
import { fileNameProblem } from '../file-name-problem';
import { joinS3Uri, parseS3Uri } from '../s3-uri';
import { below, folderEntries } from './folder-entries';
import { clientFault, clientStep } from './job-fault';
import { uploadFile } from './upload-outputs';

export interface CheckpointPlaces {
  readonly objects: ObjectStorage;
  readonly clock: Clock;
  /** Adds a line to the job's log. */
  readonly say: (line: string) => void;
}

/** A program that saves often causes one copy in this time, not one for each write. */
const GATHER_MS = 1_000;

/**
 * The checkpoints of one job on one instance: a folder and its copy in S3 ("Use checkpoints in Amazon SageMaker"). What S3 has
 * when the job begins is copied into the folder; from then on the folder's files are copied to S3, and a file that the program
 * deletes is deleted there. Objects that others add to S3 later are left alone.
 */
export class Checkpoints {
  private readonly places: CheckpointPlaces;
  private readonly folder: string;
  private readonly uri: string;
  /** The state in which each file is in S3, by path in the folder. */
  private readonly copied = new Map<string, string>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(places: CheckpointPlaces, folder: string, uri: string) {
    this.places = places;
    this.folder = folder;
    this.uri = uri.replace(/\/+$/, '');
  }

  /** Copies what S3 has into the folder. Returns the number of files. Rejects if they cannot be files. */
  async restore(): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    const { bucket, key } = parseS3Uri(this.uri) ?? { bucket: '', key: '' };
    const prefix = key === '' ? '' : `${key}/`;
    const objects = this.places.objects
      .list(bucket, prefix)
      .filter((one) => !one.key.endsWith('/'))
      .map((one) => ({ key: one.key, path: one.key.slice(prefix.length) }));
    const problem = fileNameProblem(objects);
    if (problem !== undefined) throw clientFault('Data download', problem);
    for (const { key: from, path } of objects) {
      const source = this.places.objects.filePath(bucket, from);
      if (source === undefined) continue;
      const target = join(this.folder, path);
      await clientStep(
        { doing: 'Data download', about: `The S3 key "${from}" cannot be a file` },
        async () => {
          await mkdir(dirname(target), { recursive: true });
          await copyFile(source, target, constants.COPYFILE_FICLONE);
        },
      );
      this.copied.set(path, (await stateOf(target)) ?? '');
    }
    return this.copied.size;
  }

  /** Copies what changed since the last copy, and deletes what the program deleted. Rejects if S3 cannot take it. */
  copy(): Promise<void> {
    const done = this.turn.then(() => this.copyChanges());
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Copies soon after each change. Returns the function that ends this. */
  watch(): () => void {
    const ended = new AbortController();
    let waiting = false;
    let told = false;
    const copySoon = (): void => {
      if (waiting) return;
      waiting = true;
      const { clock } = this.places;
      clock
        .sleep(GATHER_MS, ended.signal)
        .then(() => {
          waiting = false;
          return this.copy();
        })
        .catch((error: unknown) => {
          // A file may be renamed while it is copied; the next change, or the last copy, has it under its new name.
          if (ended.signal.aborted || told) return;
          told = true;
          this.places.say(`Local cloud: checkpoints are not all in S3 yet: ${messageOf(error)}`);
        });
    };
    try {
      const watcher = watch(this.folder, { recursive: true, persistent: false }, copySoon);
      // The program may remove the folder; the last copy sees what is left.
      watcher.on('error', () => watcher.close());
      ended.signal.addEventListener('abort', () => watcher.close(), { once: true });
      // Whatever changed before the folder was watched.
      copySoon();
    } catch (error) {
      this.places.say(`Local cloud: checkpoints go to S3 when the program ends: ${messageOf(error)}`);
    }
    return () => ended.abort();
  }

  private async copyChanges(): Promise<void> {
    const found = new Set<string>();
    for (const { path, kind } of await folderEntries(this.folder)) {
      if (kind === 'folder') continue;
      const name = path.toString('utf8');
      const uri = joinS3Uri(this.uri, name);
      if (!Buffer.from(name).equals(path)) {
        throw clientFault('Artifact upload', `the checkpoint cannot become "${uri}": its name is not UTF-8.`);
      }
      const file = below(this.folder, path).toString('utf8');
      const state = await stateOf(file);
      if (state === undefined) continue;
      found.add(name);
      if (this.copied.get(name) === state) continue;
      await uploadFile(uri, file, this.places.objects);
      this.copied.set(name, state);
    }
    for (const name of [...this.copied.keys()].filter((one) => !found.has(one))) {
      const at = parseS3Uri(joinS3Uri(this.uri, name));
      if (at !== undefined && this.places.objects.exists(at.bucket)) {
        this.places.objects.remove(at.bucket, at.key);
      }
      this.copied.delete(name);
    }
  }
}

/** Returns what tells two states of a file apart; undefined if it is none any more, or leads to a folder. */
async function stateOf(file: string): Promise<string | undefined> {
  const stats = await stat(file, { bigint: true }).catch(() => undefined);
  return stats?.isFile() === true
    ? `${String(stats.ino)}/${String(stats.size)}/${String(stats.mtimeNs)}`
    : undefined;
}
