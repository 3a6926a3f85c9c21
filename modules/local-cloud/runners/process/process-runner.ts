import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, posix, relative } from 'node:path';
import type { Clock } from '../../../kernel';
import { silentLogger } from '../../../kernel';
import type { ImageSource } from '../../ports/ports';
import { findHostPython } from './host-python';
import { ImageFolder } from '../image-folder';
import type { UnpackedImage } from '../image-folder';
import { startGroup } from './process-group';
import { ProcessTable } from './process-table';
import { pythonEnvironment } from './python-environment';
import { resolveCommand } from './resolve-command';
import type { ContainerExit, ContainerRequest, PreparedImage, Runner, RunningContainer } from '../runner';
import { carriesTrainingToolkit } from './training-toolkit';
import { sweepFolder } from '../sweep-folder';
import { Watchdog } from './watchdog';

export interface ProcessRunnerOptions {
  readonly clock: Clock;
  readonly images: ImageSource;
  /** Keeps unpacked images and the list of running processes. */
  readonly directory: string;
  /** Folder of Python environments; default is the user's cache folder. */
  readonly pythonCacheDirectory?: string;
}

interface PreparedProcessImage extends PreparedImage {
  readonly image: UnpackedImage;
  /** Folders of executables that come before the host's. */
  readonly path: readonly string[];
}

/** Time for children to end when the local cloud itself stops. */
const CLOSING_GRACE_MS = 3_000;

/**
 * Runs the image's own files as a plain process of the host with the host's interpreters. The base image's system is
 * absent and nothing isolates the process from the host's files; jobs report that in their logs.
 */
export class ProcessRunner implements Runner {
  readonly name = 'process';
  readonly isolated = false;
  private readonly options: ProcessRunnerOptions;
  private readonly images: ImageFolder;
  private readonly table: ProcessTable;
  private readonly watchdog = new Watchdog();
  private readonly running = new Set<RunningContainer>();

  constructor(options: ProcessRunnerOptions) {
    this.options = options;
    this.images = new ImageFolder(join(options.directory, 'images'), options.images);
    this.table = new ProcessTable(join(options.directory, 'processes'));
  }

  mlDirectorySeenInside(mlDirectory: string): string {
    return mlDirectory;
  }

  async prepare(
    digest: string,
    report: (line: string) => void,
    signal: AbortSignal,
  ): Promise<PreparedProcessImage> {
    const image = await this.images.unpack(digest);
    const requirements = join(image.root, image.config.workingDirectory, 'requirements.txt');
    const hasTrainingToolkit = carriesTrainingToolkit(image.root, requirements);
    if (!existsSync(requirements)) return { digest, hasTrainingToolkit, image, path: await pythonFolder() };
    const { clock, pythonCacheDirectory } = this.options;
    const cache = pythonCacheDirectory === undefined ? {} : { cacheDirectory: pythonCacheDirectory };
    const environment = await pythonEnvironment(requirements, { clock, signal, report, ...cache });
    return { digest, hasTrainingToolkit, image, path: [join(environment, 'bin')] };
  }

  async start(prepared: PreparedImage, request: ContainerRequest): Promise<RunningContainer> {
    const { image, path } = prepared as PreparedProcessImage;
    const copy = await privateCopy(image, request.scratchDirectory);
    const workingDirectory = copy ?? request.scratchDirectory;
    const inImage = (containerPath: string): string | undefined => {
      const inside = relative(image.config.workingDirectory, containerPath);
      const onHost =
        copy === undefined || inside.startsWith('..') ? join(image.root, containerPath) : join(copy, inside);
      return existsSync(onHost) ? onHost : undefined;
    };
    const folders = searchPath(image, { inImage, workingDirectory, path });
    const entrypoint = request.entrypoint ?? image.config.entrypoint;
    const inContainer = (hostPath: string): string | undefined =>
      pathBelow(copy, image.config.workingDirectory, hostPath) ?? pathBelow(image.root, '/', hostPath);
    const command = resolveCommand([...entrypoint, ...request.command], {
      inImage,
      inContainer,
      workingDirectory,
      path: folders,
    });
    if (!command.ok) return neverStarted(command);
    const container = startGroup(
      {
        file: command.file,
        arguments: command.arguments,
        workingDirectory,
        environment: await this.environment(image, request, { folders, inImage }),
        onLine: request.onLine,
        onStarted: (pid) => {
          this.watchdog.guard(pid);
          this.table.add(pid);
        },
        onGone: (pid) => {
          this.table.remove(pid);
          this.watchdog.release(pid);
        },
      },
      this.options.clock,
    );
    this.running.add(container);
    void container.exited.then(() => this.running.delete(container));
    return container;
  }

  async sweep(): Promise<number> {
    const swept = this.table.sweep();
    // A killed process may have left a partly unpacked image.
    const images = join(this.options.directory, 'images');
    await sweepFolder(images, (name) => !name.endsWith('.partial'), silentLogger);
    return swept;
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((one): Promise<ContainerExit> => one.stop(CLOSING_GRACE_MS)));
    this.watchdog.close();
  }

  /** The host provides only its search path: no credentials, no settings. */
  private async environment(
    image: UnpackedImage,
    request: ContainerRequest,
    places: { readonly folders: readonly string[]; readonly inImage: (path: string) => string | undefined },
  ): Promise<Record<string, string>> {
    const home = join(request.scratchDirectory, 'home');
    const temporary = join(request.scratchDirectory, 'tmp');
    await Promise.all([mkdir(home, { recursive: true }), mkdir(temporary, { recursive: true })]);
    const { PYTHONPATH: modules, ...own } = image.config.environment;
    return {
      LANG: 'C.UTF-8',
      // Python buffers output to a pipe; a metric must be visible as soon as it is printed.
      PYTHONUNBUFFERED: '1',
      ...own,
      ...(modules === undefined
        ? {}
        : {
            PYTHONPATH: modules
              .split(':')
              .map((part) => places.inImage(part) ?? part)
              .join(delimiter),
          }),
      HOME: home,
      TMPDIR: temporary,
      SAGEMAKER_BASE_DIR: request.mlDirectory,
      ...(request.port === undefined ? {} : { SAGEMAKER_BIND_TO_PORT: String(request.port) }),
      ...request.environment,
      PATH: places.folders.join(delimiter),
    };
  }
}

/** What a base image fills with programs for another machine, and the search path of an image that names none (runc). */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * The host's folders for an image's PATH. The working folder is searched only where PATH names it, as a container does. This
 * machine's programs play those of the base image, so the base's own folders come last.
 */
function searchPath(
  image: UnpackedImage,
  places: {
    readonly inImage: (path: string) => string | undefined;
    readonly workingDirectory: string;
    /** Host folders of the Python that plays the image's. */
    readonly path: readonly string[];
  },
): readonly string[] {
  const named = image.config.environment['PATH']?.split(':') ?? SYSTEM_FOLDERS;
  const onHost = (folders: readonly string[]): readonly string[] =>
    folders.flatMap((folder) =>
      isAbsolute(folder) ? (places.inImage(folder) ?? []) : join(places.workingDirectory, folder),
    );
  const isOfTheBase = (folder: string): boolean => SYSTEM_FOLDERS.includes(posix.resolve('/', folder));
  return [
    ...onHost(named.filter((folder) => !isOfTheBase(folder))),
    ...places.path,
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...onHost(named.filter(isOfTheBase)),
  ];
}

/** A container that the machine could not start: it has ended before it began. */
function neverStarted({ exitCode, reason }: { exitCode: number; reason: string }): RunningContainer {
  const exited = Promise.resolve<ContainerExit>({ exitCode, startError: reason });
  return { exited, stop: () => exited };
}

/** A path of the host as the container's, when it is below `folder`, which the container sees as `seen`. */
function pathBelow(folder: string | undefined, seen: string, path: string): string | undefined {
  if (folder === undefined) return undefined;
  const inside = relative(folder, path);
  return inside.startsWith('..') || isAbsolute(inside) ? undefined : posix.join(seen, inside);
}

/**
 * Containers may write to their working folder and must not share it. An image that works in `/`, or in a folder that
 * it does not contain, has nothing to copy and starts in an empty one.
 */
async function privateCopy(image: UnpackedImage, scratch: string): Promise<string | undefined> {
  const { workingDirectory } = image.config;
  const source = join(image.root, workingDirectory);
  if (workingDirectory === '/' || !existsSync(source)) return undefined;
  const copy = join(scratch, 'program');
  await cp(source, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** The real interpreter's folder, so that no version manager's wrapper starts each time; none without Python. */
async function pythonFolder(): Promise<string[]> {
  const python = await findHostPython().catch(() => undefined);
  return python === undefined ? [] : [dirname(python.executable)];
}
