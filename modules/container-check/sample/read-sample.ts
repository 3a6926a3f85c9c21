import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { TuneformError } from '../../kernel';
import { builtInSample } from './sample';
import type { Sample, SampleChannel } from './sample';

/** What a user gives for the data of a check. Paths are absolute. */
export interface SampleChoice {
  /** A folder whose folders are channels; or, if it has none, whose files are the channel `train`. */
  readonly data?: string;
  /** Channel to folder; beside and before those of `data`. */
  readonly channels: Readonly<Record<string, string>>;
  /** A file with the body of a request. */
  readonly request?: string;
  readonly contentType?: string;
}

/** A check is over in seconds, and all of it is in memory. */
const MOST_BYTES = 200 * 1024 * 1024;

/** Reads the sample. Rejects with BAD_USAGE if it is none. */
export async function readSample(choice: SampleChoice): Promise<Sample> {
  const builtIn = builtInSample();
  const folders = { ...(await channelsOf(choice.data)), ...choice.channels };
  const own = await Promise.all(Object.entries(folders).map(([name, folder]) => readChannel(name, folder)));
  const channels = own.length === 0 ? builtIn.channels : own;
  const body =
    choice.request === undefined ? undefined : await readFile(choice.request, 'utf8').catch(unreadable);
  return {
    channels,
    request: {
      body: body ?? (own.length === 0 ? undefined : firstRow(own)) ?? builtIn.request.body,
      contentType: choice.contentType ?? contentTypeOf(choice.request),
    },
    says:
      own.length === 0
        ? builtIn.says
        : own
            .map(
              ({ name, files }) =>
                `${name} (${files.length === 1 ? '1 file' : `${String(files.length)} files`})`,
            )
            .join(', '),
  };
}

async function channelsOf(data: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (data === undefined) return {};
  const entries = await readdir(data, { withFileTypes: true }).catch(unreadable);
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  if (folders.length === 0) return { train: data };
  return Object.fromEntries(folders.map(({ name }) => [name, join(data, name)]));
}

async function readChannel(name: string, folder: string): Promise<SampleChannel> {
  if (!/^[A-Za-z0-9.\-_]{1,64}$/.test(name)) {
    throw usage(
      `"${name}" is not the name of a channel: SageMaker allows 1 to 64 letters, digits, points, hyphens and underscores.`,
    );
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(unreadable);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (paths.length === 0) throw usage(`The channel ${name} is empty: ${folder} has no files.`);
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > MOST_BYTES) {
    const size = String(Math.ceil(bytes / 1048576));
    throw usage(
      `The channel ${name} has ${size} MiB; a check takes at most 200 MiB. Give it a part of the data.`,
    );
  }
  const files = await Promise.all(
    paths.sort().map(async (path) => ({
      path: path.slice(folder.replace(/\/+$/, '').length + 1).replaceAll(sep, '/'),
      content: await readFile(path),
    })),
  );
  return { name, files };
}

/** The first row of the first CSV file without its label, which is its first column. */
function firstRow(channels: readonly SampleChannel[]): string | undefined {
  const csv = channels.flatMap(({ files }) => files).find(({ path }) => path.endsWith('.csv'));
  const [row] = csv === undefined ? [] : Buffer.from(csv.content).toString('utf8').split(/\r?\n/, 1);
  return row?.includes(',') === true ? `${row.slice(row.indexOf(',') + 1)}\n` : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  jsonl: 'application/jsonlines',
  csv: 'text/csv',
  txt: 'text/plain',
};

/** By the name of the file; CSV without one. */
function contentTypeOf(file: string | undefined): string {
  if (file === undefined) return 'text/csv';
  return TYPES[basename(file).split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}

function unreadable(error: unknown): never {
  throw usage(`The sample cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
}

const usage = (message: string, cause?: unknown): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary: 'Unusable Sample Data', cause });
