/** An image made ready to start, and where the runner keeps it. */
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
  /** What follows the image's entry point: SageMaker runs `<image> train` and `<image> serve`. */
  readonly command: readonly string[];
  /** Replaces the image's entry point (`ContainerEntrypoint`). */
  readonly entrypoint?: readonly string[];
  /** What the container sees as `/opt/ml`. Exists already. */
  readonly mlDirectory: string;
  /** A folder of the container's own for its home, temporary files and working copy. Exists already. */
  readonly scratchDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Loopback port the container's server must answer on. */
  readonly port?: number;
  /** One line of standard output or standard error, without its line break. */
  readonly onLine: (line: string) => void;
}

/** How a container ended. */
export interface ContainerExit {
  /** As a shell reports it: 128 + n for a process ended by signal n. */
  readonly exitCode: number;
  /** Name of the signal that ended it, for instance `SIGKILL`. */
  readonly signal?: string;
  /** Why it could not be started at all. */
  readonly startError?: string;
}

export interface RunningContainer {
  /** Resolves, never rejects, once the container and everything it started are gone and all output was reported. */
  readonly exited: Promise<ContainerExit>;
  /** SIGTERM now, SIGKILL to what is left after `graceMs`. Resolves when all is gone. May be called again to hurry. */
  stop(graceMs: number): Promise<ContainerExit>;
  /** Ports that it has opened to other machines now. Absent where a network of its own, or nothing at all, keeps them closed. */
  readonly openPorts?: () => readonly number[];
}

/** Runs containers. Jobs do not know how. */
export interface Runner {
  /** How containers are run, as logs say it. */
  readonly name: string;
  /** Whether the container is kept from the host's files and processes. Named in every job's log. */
  readonly isolated: boolean;
  /** The path at which the container sees the host folder `mlDirectory`. */
  mlDirectorySeenInside(mlDirectory: string): string;
  /**
   * Fetches and installs what the image needs, once per digest; later calls are quick. Progress goes to `report`,
   * a line at a time. Rejects with a TuneformError that says what is wrong with the image or the machine.
   */
  prepare(digest: string, report: (line: string) => void, signal: AbortSignal): Promise<PreparedImage>;
  /** Starts at once. Failure to start is an exit, not an exception. */
  start(image: PreparedImage, request: ContainerRequest): Promise<RunningContainer>;
  /** Ends containers that an earlier process left behind. Answers how many there were. */
  sweep(): Promise<number>;
  /** Ends everything still running and lets go of helpers. */
  close(): Promise<void>;
}
