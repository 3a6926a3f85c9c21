import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../kernel';
import { silentLogger } from '../../../kernel';
import type { ImageSource } from '../../ports/ports';
import { ImageFolder } from '../image-folder';
import type { UnpackedImage } from '../image-folder';
import { neverStarted } from '../never-started';
import { ContainerGroups } from '../process/container-groups';
import { findHostPython } from '../process/host-python';
import { imagePython } from '../process/image-python';
import type { RunningGroup } from '../process/process-group';
import { carriesTrainingToolkit } from '../process/training-toolkit';
import type { ContainerExit, ContainerRequest, PreparedImage, Runner, RunningContainer } from '../runner';
import { runSteps } from '../run-steps';
import { signalled } from '../signalled';
import { sweepFolder } from '../sweep-folder';
import { SYSTEM_FOLDERS } from '../system-folders';
import type { ImageBuild } from './build/image-build';
import { ImageBuilds } from './build/image-builds';
import { checkCommand } from './check-command';
import { isComplete, layOutRoot } from './container-root';
import { listenersOf } from './network/listeners-of';
import { OwnNetworks } from './network/own-network';
import type { OwnNetwork } from './network/own-network';
import { describePython } from './python-of-the-machine';
import type { MachinePython } from './python-of-the-machine';
import { SETUP_LOG, setupScript, STOP_MARK } from './setup-script';
import { FILES_AND_PROCESSES, TOOLS, USERS } from './unshare';

export interface NamespaceRunnerOptions {
  readonly clock: Clock;
  readonly images: ImageSource;
  /** Keeps unpacked images and the list of running processes. */
  readonly directory: string;
  /** Folder of Python environments; default is the user's cache folder. */
  readonly pythonCacheDirectory?: string;
}

interface PreparedNamespaceImage extends PreparedImage {
  readonly image: UnpackedImage;
  readonly complete: boolean;
  readonly python: MachinePython | undefined;
  readonly build: ImageBuild | undefined;
}

/** As of a container engine: the container could not be made. */
const NOT_MADE = 125;

/**
 * Runs an image in namespaces of the Linux kernel: its files are the root, `/opt/ml` is the job's folder, and no process or home of this machine
 * is seen. Servers have a network of their own. The network of training programs is this machine's, because they reach S3 at a loopback address.
 */
export class NamespaceRunner implements Runner {
  readonly name = 'namespaces';
  readonly isolated = true;
  readonly ownNetworks = true;
  private readonly options: NamespaceRunnerOptions;
  private readonly images: ImageFolder;
  private readonly groups: ContainerGroups;
  private readonly networks: OwnNetworks;
  private readonly builds: ImageBuilds;

  constructor(options: NamespaceRunnerOptions) {
    this.options = options;
    this.images = new ImageFolder(join(options.directory, 'images'), options.images);
    this.groups = new ContainerGroups(options.directory, options.clock);
    this.networks = new OwnNetworks(options.directory);
    this.builds = new ImageBuilds(join(options.directory, 'builds'), this.groups, options.clock);
  }

  mlDirectorySeenInside(): string {
    return '/opt/ml';
  }

  async prepare(
    digest: string,
    report: (line: string) => void,
    signal: AbortSignal,
  ): Promise<PreparedNamespaceImage> {
    const image = await this.images.unpack(digest);
    const requirements = join(image.root, image.config.workingDirectory, 'requirements.txt');
    const hasTrainingToolkit = carriesTrainingToolkit(image.root, requirements);
    const complete = isComplete(image.root);
    const steps = runSteps(image.config.labels ?? {});
    const prepared = { digest, hasTrainingToolkit, image, complete };
    const build = (python: MachinePython | undefined): Promise<ImageBuild> | undefined =>
      steps.length === 0 ? undefined : this.builds.build({ ...prepared, python, steps, report, signal });
    if (complete) return { ...prepared, python: undefined, build: await build(undefined) };
    report('Local cloud: the image was packed without its base; the system of this machine replaces it.');
    const { clock, pythonCacheDirectory } = this.options;
    const cache = pythonCacheDirectory === undefined ? {} : { cacheDirectory: pythonCacheDirectory };
    const bin = await imagePython(requirements, { clock, signal, report, ...cache });
    const python = bin === undefined ? undefined : await describePython(bin);
    return { ...prepared, python, build: await build(python) };
  }

  async start(prepared: PreparedImage, request: ContainerRequest): Promise<RunningContainer> {
    const { image, complete, python, build } = prepared as PreparedNamespaceImage;
    const { scratchDirectory: scratch, mlDirectory } = request;
    const words = [...(request.entrypoint ?? image.config.entrypoint), ...request.command];
    const environment = environmentOf(image, request);
    const checked = checkCommand(words, {
      image,
      build,
      complete,
      python: python?.bin,
      path: environment['PATH'] ?? '',
    });
    if (!checked.ok) return neverStarted(checked);
    const { programs } = checked;
    const plan = await layOutRoot({ image, complete, python, build, programs, scratch, mlDirectory });
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const program = ['/usr/bin/env', '-i', ...variables, ...words];
    const inside = [...FILES_AND_PROCESSES, 'sh', '-c', setupScript(plan), 'setup', ...program];
    const network = await this.networkFor(request);
    const [file = '', ...rest] =
      network?.around(['unshare', ...inside]) ?? (['unshare', ...USERS, ...inside] as const);
    const group = this.groups.start({
      file,
      arguments: rest,
      workingDirectory: scratch,
      environment: { PATH: [process.env['PATH'] ?? '', ...TOOLS].join(':') },
      ...(request.memoryBytes === undefined ? {} : { memoryBytes: request.memoryBytes }),
      onLine: request.onLine,
    });
    const container = network === undefined ? group : joined(group, network, request);
    return told(container, scratch);
  }

  /** A network of its own, if the request asks for what this machine's cannot give it. */
  private async networkFor(request: ContainerRequest): Promise<OwnNetwork | undefined> {
    const { serves = false, reaches = [], isolatesNetwork = false } = request;
    if (!serves && !isolatesNetwork) return undefined;
    const { executable } = await findHostPython();
    return this.networks.make(executable, { serves, reaches: isolatesNetwork ? [] : reaches });
  }

  async sweep(): Promise<number> {
    const swept = this.groups.sweep();
    this.networks.sweep();
    // A killed process may have left a partly unpacked or built image.
    for (const made of ['images', 'builds']) {
      const isWhole = (name: string): boolean => !/[.](partial|kept)$/.test(name);
      await sweepFolder(join(this.options.directory, made), isWhole, silentLogger);
    }
    return swept;
  }

  async close(): Promise<void> {
    await this.groups.close();
    this.networks.close();
  }
}

function environmentOf(image: UnpackedImage, request: ContainerRequest): Record<string, string> {
  return {
    LANG: 'C.UTF-8',
    PATH: SYSTEM_FOLDERS.join(':'),
    HOME: '/root',
    TMPDIR: '/tmp',
    // Python buffers output to a pipe; a metric must be visible as soon as it is printed.
    PYTHONUNBUFFERED: '1',
    ...image.config.environment,
    ...request.environment,
  };
}

/** The container with what its network adds. */
function joined(
  group: RunningGroup,
  network: OwnNetwork,
  { reaches = [] }: ContainerRequest,
): RunningContainer {
  const { pid, exited } = group;
  void exited.then(() => network.close());
  const { address } = network;
  return {
    exited,
    stop: (graceMs) => group.stop(graceMs),
    ...(address === undefined ? {} : { address }),
    // The relay's own listeners are no program's.
    listeners: () =>
      (pid === undefined ? [] : listenersOf(pid)).filter(({ port }) => !reaches.includes(port)),
  };
}

/** The container with the ends that a plain process would have. */
function told(container: RunningContainer, scratch: string): RunningContainer {
  let stopped = false;
  const exited = container.exited.then((exit) => readExit(exit, stopped ? '' : setupLog(scratch)));
  return {
    ...container,
    exited,
    stop: async (graceMs) => {
      stopped = true;
      mark(join(scratch, STOP_MARK));
      await container.stop(graceMs);
      return exited;
    },
  };
}

function readExit(exit: ContainerExit, setupLog: string): ContainerExit {
  if (exit.startError !== undefined || exit.outOfMemory === true) return exit;
  if (setupLog !== '') {
    return { exitCode: NOT_MADE, startError: `The container could not be made: ${setupLog}` };
  }
  return signalled(exit.exitCode);
}

function setupLog(scratch: string): string {
  try {
    return readFileSync(join(scratch, SETUP_LOG), 'utf8').trim();
  } catch {
    return '';
  }
}

/** The folder may be gone with the job. */
function mark(file: string): void {
  try {
    writeFileSync(file, '');
  } catch {
    // The signal itself still comes.
  }
}
