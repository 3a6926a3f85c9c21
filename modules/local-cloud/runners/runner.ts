/** An image that is ready to start, and its place in the runner. */
export interface PreparedImage {
  /** Digest of the image manifest whose content this is, and nothing else. */
  readonly digest: string;
  /** Whether the image carries SageMaker's training toolkit, which sets the `SM_…` variables. */
  readonly hasTrainingToolkit: boolean;
}

/** One container to start. Folders are the host's. */
export interface ContainerRequest {
  /** Unique among living containers; letters, digits, `-` and `.`. */
  readonly id: string;
  /** Arguments after the image's entry point: SageMaker runs `<image> train` and `<image> serve`. */
  readonly command: readonly string[];
  /** Replaces the image's entry point (`ContainerEntrypoint`). */
  readonly entrypoint?: readonly string[];
  /** The container's `/opt/ml`. Exists already. */
  readonly mlDirectory: string;
  /** The container's own folder for its home, temporary files and working copy. Exists already. */
  readonly scratchDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it has a server to be called. */
  readonly serves?: boolean;
  /** Loopback ports of this machine that it must reach from a network of its own. */
  readonly reaches?: readonly number[];
  /** `EnableNetworkIsolation`: it must reach nothing, if the runner has networks of its own. */
  readonly isolatesNetwork?: boolean;
  /** The instance's memory. A container that occupies more is killed. */
  readonly memoryBytes?: number;
  /** One line of standard output or standard error, without its line break. */
  readonly onLine: (line: string) => void;
}

/** Where this process calls a container's server: at a loopback port, or at a Unix socket. */
export type ServerAddress = { readonly port: number } | { readonly socketPath: string };

/** A port on which a program listens in the network of its container. */
export interface ContainerListener {
  readonly port: number;
  /** Whether only the container itself reaches it. */
  readonly onLoopback: boolean;
}

/** How a container ended. */
export interface ContainerExit {
  /** As in a shell: 128 + n for a process that signal n ended. */
  readonly exitCode: number;
  /** Name of the signal that ended it, for instance `SIGKILL`. */
  readonly signal?: string;
  /** Whether it was killed because it occupied more than its memory. */
  readonly outOfMemory?: boolean;
  /** Reason why it could not be started at all. */
  readonly startError?: string;
}

export interface RunningContainer {
  /** Resolves, never rejects, once the container and all its descendants are gone and all output was reported. */
  readonly exited: Promise<ContainerExit>;
  /**
   * Sends SIGTERM now, and SIGKILL to the rest after `graceMs`; without any grace, SIGKILL at once. Resolves when all are
   * gone. Call it again with a shorter grace to hurry.
   */
  stop(graceMs: number): Promise<ContainerExit>;
  /** Where its server will answer; present if the request says that it serves. */
  readonly address?: ServerAddress;
  /** Where its programs listen now. Absent where the network is not its own. */
  readonly listeners?: () => readonly ContainerListener[];
  /** Ports that it has opened to other machines now. Absent where a network of its own, or nothing at all, keeps them closed. */
  readonly openPorts?: () => readonly number[];
}

/** Runs containers. Jobs do not depend on the way. */
export interface Runner {
  /** Name of the runner for logs. */
  readonly name: string;
  /** Name of the rung that runs this image, where it is not the runner's own. */
  nameFor?(digest: string): string;
  /** Whether the container is isolated from the host's files and processes. Every job's log says so. */
  readonly isolated: boolean;
  /** Whether each server has a network of its own, as on AWS: it listens on port 8080, and network isolation is real. */
  readonly ownNetworks: boolean;
  /** Returns the container's path of the host folder `mlDirectory`. */
  mlDirectorySeenInside(mlDirectory: string): string;
  /**
   * Fetches and installs what the image needs, once per digest; later calls are fast. Reports progress to `report`,
   * line by line. Rejects with a TuneformError that names the problem of the image or the machine.
   */
  prepare(digest: string, report: (line: string) => void, signal: AbortSignal): Promise<PreparedImage>;
  /** Starts at once. A failure to start is an exit, not an error. */
  start(image: PreparedImage, request: ContainerRequest): Promise<RunningContainer>;
  /** Ends containers that an earlier process left behind. Returns their number. */
  sweep(): Promise<number>;
  /** Ends all running containers and releases helpers. */
  close(): Promise<void>;
}
