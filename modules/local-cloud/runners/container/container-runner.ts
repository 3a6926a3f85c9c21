import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../kernel';
import { TuneformError } from '../../../kernel';
import type { ImageSource } from '../../ports/ports';
import { readImageConfig } from '../image-config';
import type { ImageConfig } from '../image-config';
import { listenersOf } from '../namespaces/network/listeners-of';
import { OwnNetworks } from '../namespaces/network/own-network';
import type { OwnNetwork } from '../namespaces/network/own-network';
import { ContainerGroups } from '../process/container-groups';
import { findHostPython } from '../process/host-python';
import type { RunningGroup } from '../process/process-group';
import type { ContainerRequest, PreparedImage, Runner, RunningContainer } from '../runner';
import { SYSTEM_FOLDERS } from '../system-folders';
import { containerArguments } from './container-arguments';
import type { Engine } from './engine';
import { engineEnvironment } from './engine';
import { EngineContainer } from './engine-container';
import { EngineImages } from './engine-images';
import { endAll, labelOf, removeLeftovers } from './leftovers';

export interface ContainerRunnerOptions {
  readonly clock: Clock;
  readonly images: ImageSource;
  /** Keeps the list of running processes and sockets. */
  readonly directory: string;
  readonly engine: Engine;
  /** Runs images that were packed without their base, which no engine can. Absent if this machine has no such runner. */
  readonly forPacked?: Runner;
}

interface PreparedEngineImage extends PreparedImage {
  readonly engineId: string;
  readonly config: ImageConfig;
}

interface PreparedPackedImage extends PreparedImage {
  readonly packed: PreparedImage;
  readonly runner: Runner;
}

const PACKED_LABEL = 'io.tuneform.packed';

/**
 * Runs an image in a container of this machine's engine, podman: its base, its users and its files are those that were pushed. Networks are as
 * in namespaces: servers have one of their own, training programs this machine's.
 */
export class ContainerRunner implements Runner {
  readonly name = 'container';
  readonly isolated = true;
  readonly ownNetworks = true;
  private readonly options: ContainerRunnerOptions;
  private readonly images: EngineImages;
  private readonly groups: ContainerGroups;
  private readonly networks: OwnNetworks;
  private readonly label: string;
  private started = 0;

  constructor(options: ContainerRunnerOptions) {
    const { engine, images, clock } = options;
    this.options = options;
    this.label = labelOf(options.directory);
    const directory = join(options.directory, 'engine');
    mkdirSync(directory, { recursive: true });
    this.images = new EngineImages(engine, images);
    this.groups = new ContainerGroups(directory, clock, endAll(engine, this.label));
    this.networks = new OwnNetworks(directory);
  }

  nameFor(digest: string): string {
    const { forPacked } = this.options;
    return forPacked !== undefined && isPacked(this.configOf(digest)) ? forPacked.name : this.name;
  }

  mlDirectorySeenInside(): string {
    return '/opt/ml';
  }

  async prepare(
    digest: string,
    report: (line: string) => void,
    signal: AbortSignal,
  ): Promise<PreparedEngineImage | PreparedPackedImage> {
    const config = this.configOf(digest);
    if (!isPacked(config)) {
      const { id, hasTrainingToolkit } = await this.images.bring(digest, report);
      signal.throwIfAborted();
      return { digest, hasTrainingToolkit, engineId: id, config };
    }
    const { forPacked } = this.options;
    if (forPacked === undefined) throw withoutBase(digest);
    report(`Local cloud: no engine runs an image without its base, so this one runs in ${forPacked.name}.`);
    const packed = await forPacked.prepare(digest, report, signal);
    return { digest, hasTrainingToolkit: packed.hasTrainingToolkit, packed, runner: forPacked };
  }

  async start(prepared: PreparedImage, request: ContainerRequest): Promise<RunningContainer> {
    const image = prepared as PreparedEngineImage | PreparedPackedImage;
    const { engine, clock } = this.options;
    if ('packed' in image) return image.runner.start(image.packed, request);
    const { config, engineId } = image;
    const environment = environmentOf(config, request);
    this.started += 1;
    const container = new EngineContainer(engine, {
      name: `${this.label}-${String(process.pid)}-${String(this.started)}`,
      scratch: request.scratchDirectory,
      clock,
      command: {
        words: [...(request.entrypoint ?? config.entrypoint), ...request.command],
        path: environment['PATH'] ?? SYSTEM_FOLDERS.join(':'),
        workingDirectory: config.workingDirectory,
      },
    });
    const run = [
      ...engine.command,
      ...containerArguments(request, {
        name: container.name,
        pidFile: container.pidFile,
        label: this.label,
        environment,
        limits: engine.limits,
      }),
      engineId,
      ...request.command,
    ];
    const network = await this.networkFor(request);
    const [file = '', ...rest] = network?.around(run) ?? run;
    const group = this.groups.start({
      file,
      arguments: rest,
      workingDirectory: request.scratchDirectory,
      environment: engineEnvironment(),
      ...(request.memoryBytes === undefined ? {} : { memoryBytes: request.memoryBytes }),
      leader: () => container.leader(),
      kill: (leader) => container.kill(leader),
      afterwards: (exit) => container.end(exit),
      onLine: (line) => {
        container.note(line);
        request.onLine(line);
      },
    });
    const stop = (graceMs: number): ReturnType<RunningContainer['stop']> => container.stop(group, graceMs);
    return network === undefined
      ? { exited: group.exited, stop, openPorts: () => container.openPorts() }
      : joined({ group, network, stop }, request);
  }

  private configOf(digest: string): ImageConfig {
    const { images } = this.options;
    return readImageConfig(images.blobPath(images.manifest(digest).config.digest));
  }

  /** A network of its own, if the request asks for what this machine's cannot give it. */
  private async networkFor(request: ContainerRequest): Promise<OwnNetwork | undefined> {
    const { serves = false, reaches = [], isolatesNetwork = false } = request;
    if (!serves && !isolatesNetwork) return undefined;
    const { executable } = await findHostPython();
    const needs = { serves, reaches: isolatesNetwork ? [] : reaches };
    return this.networks.make(executable, needs, this.options.engine.enterNetwork);
  }

  async sweep(): Promise<number> {
    const containers = await removeLeftovers(this.options.engine, this.label);
    const commands = this.groups.sweep();
    this.networks.sweep();
    return Math.max(containers, commands) + ((await this.options.forPacked?.sweep()) ?? 0);
  }

  async close(): Promise<void> {
    await this.groups.close();
    this.networks.close();
    await this.options.forPacked?.close();
  }
}

const isPacked = ({ labels = {} }: ImageConfig): boolean => labels[PACKED_LABEL] === 'true';

/** The engine adds the home of the image's user. */
const environmentOf = (image: ImageConfig, request: ContainerRequest): Record<string, string> => ({
  LANG: 'C.UTF-8',
  TMPDIR: '/tmp',
  // Python buffers output to a pipe; a metric must be visible as soon as it is printed.
  PYTHONUNBUFFERED: '1',
  ...image.environment,
  ...request.environment,
});

/** The container with what its network adds. */
function joined(
  {
    group,
    network,
    stop,
  }: { readonly group: RunningGroup; readonly network: OwnNetwork; readonly stop: RunningContainer['stop'] },
  { reaches = [] }: ContainerRequest,
): RunningContainer {
  const { pid, exited } = group;
  void exited.then(() => network.close());
  const { address } = network;
  return {
    exited,
    stop,
    ...(address === undefined ? {} : { address }),
    // The relay's own listeners are no program's.
    listeners: () =>
      (pid === undefined ? [] : listenersOf(pid)).filter(({ port }) => !reaches.includes(port)),
  };
}

const withoutBase = (digest: string): TuneformError =>
  new TuneformError(
    `The image ${digest} was packed without its base, which no container engine runs, and this machine has no namespaces to run it in. ` +
      'Build it with podman or docker, or start the local cloud with --runner process.',
    { code: 'IMAGE_WITHOUT_BASE', summary: 'Image Without a Base' },
  );
