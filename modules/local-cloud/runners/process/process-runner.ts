import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { delimiter, isAbsolute, join, posix, relative } from 'node:path';
import type { Clock } from '../../../kernel';
import { silentLogger } from '../../../kernel';
import type { ImageSource } from '../../ports/ports';
import { ContainerGroups } from './container-groups';
import { freePort } from './free-port';
import { imagePython } from './image-python';
import { ImageFolder } from '../image-folder';
import type { UnpackedImage } from '../image-folder';
import { pathBelow } from '../path-below';
import { resolveCommand } from './resolve-command';
import { neverStarted } from '../never-started';
import type { ContainerRequest, PreparedImage, Runner, RunningContainer } from '../runner';
import { runSteps } from '../run-steps';
import { carriesTrainingToolkit } from './training-toolkit';
import { sweepFolder } from '../sweep-folder';
import { SYSTEM_FOLDERS } from '../system-folders';

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

/**
 * Runs the image's own files as a plain process of the host with the host's interpreters. The base image's system is
 * absent and nothing isolates the process from the host's files; jobs report that in their logs.
 */
export class ProcessRunner implements Runner {
  readonly name = 'process';
  readonly isolated = false;
  readonly ownNetworks = false;
  private readonly options: ProcessRunnerOptions;
  private readonly images: ImageFolder;
  private readonly groups: ContainerGroups;

  constructor(options: ProcessRunnerOptions) {
    this.options = options;
    this.images = new ImageFolder(join(options.directory, 'images'), options.images);
    this.groups = new ContainerGroups(options.directory, options.clock);
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
    const skipped = runSteps(image.config.labels ?? {}).map(({ instruction }) => instruction);
    if (skipped.length > 0) {
      report(
        `Local cloud: plain processes are started without ${skipped.join('; ')}. The runner "namespaces" carries it out: ` +
          'tuneform local start --runner namespaces.',
      );
    }
    const { clock, pythonCacheDirectory } = this.options;
    const cache = pythonCacheDirectory === undefined ? {} : { cacheDirectory: pythonCacheDirectory };
    const python = await imagePython(requirements, { clock, signal, report, ...cache });
    return { digest, hasTrainingToolkit, image, path: python === undefined ? [] : [python] };
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
    const address = request.serves === true ? { port: await freePort() } : undefined;
    const container = this.groups.start({
      file: command.file,
      arguments: command.arguments,
      workingDirectory,
      environment: await this.environment(image, request, { folders, inImage, port: address?.port }),
      // In the paths of its home and of its temporary files.
      sign: request.scratchDirectory,
      ...(request.memoryBytes === undefined ? {} : { memoryBytes: request.memoryBytes }),
      onLine: request.onLine,
    });
    return address === undefined ? container : { ...container, address };
  }

  async sweep(): Promise<number> {
    const swept = this.groups.sweep();
    // A killed process may have left a partly unpacked image.
    const images = join(this.options.directory, 'images');
    await sweepFolder(images, (name) => !name.endsWith('.partial'), silentLogger);
    return swept;
  }

  async close(): Promise<void> {
    await this.groups.close();
  }

  /** The host provides only its search path: no credentials, no settings. */
  private async environment(
    image: UnpackedImage,
    request: ContainerRequest,
    places: {
      readonly folders: readonly string[];
      readonly inImage: (path: string) => string | undefined;
      readonly port: number | undefined;
    },
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
      ...(places.port === undefined ? {} : { SAGEMAKER_BIND_TO_PORT: String(places.port) }),
      ...request.environment,
      PATH: places.folders.join(delimiter),
    };
  }
}

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
