import type { Clock } from '../../modules/kernel';
import type {
  ContainerExit,
  ContainerRequest,
  PreparedImage,
  Runner,
  RunningContainer,
} from '../../modules/local-cloud/runners/runner';

/** What a simulated program does: prints lines and ends with an exit code, after `tookMs` on the runner's clock. */
export type SimulatedProgram = (
  request: ContainerRequest,
) =>
  | { readonly lines: readonly string[]; readonly exitCode?: number; readonly tookMs?: number }
  | 'runs until it is stopped';

/** Runs programs that are functions of the test: no process, no image, and no time but the given clock's. */
export class SimulatedRunner implements Runner {
  readonly name = 'simulation';
  readonly isolated = true;
  readonly ownNetworks = true;
  private readonly program: SimulatedProgram;
  private readonly clock: Clock | undefined;
  private readonly running = new Set<() => void>();

  constructor(program: SimulatedProgram, clock?: Clock) {
    this.program = program;
    this.clock = clock;
  }

  mlDirectorySeenInside(mlDirectory: string): string {
    return mlDirectory;
  }

  prepare(digest: string): Promise<PreparedImage> {
    return Promise.resolve({ digest, hasTrainingToolkit: false });
  }

  start(_image: PreparedImage, request: ContainerRequest): Promise<RunningContainer> {
    let end: (exit: ContainerExit) => void = () => undefined;
    const exited = new Promise<ContainerExit>((resolve) => (end = resolve));
    const outcome = this.program(request);
    if (outcome !== 'runs until it is stopped') {
      const { lines, exitCode = 0, tookMs } = outcome;
      const conclude = (): void => {
        for (const line of lines) request.onLine(line);
        end({ exitCode });
      };
      if (this.clock === undefined || tookMs === undefined) conclude();
      else void this.clock.sleep(tookMs).then(conclude);
    }
    const kill = (): void => end({ exitCode: 137, signal: 'SIGKILL' });
    this.running.add(kill);
    void exited.then(() => this.running.delete(kill));
    const stop = (): Promise<ContainerExit> => {
      end({ exitCode: 143, signal: 'SIGTERM' });
      return exited;
    };
    return Promise.resolve({ exited, stop });
  }

  sweep(): Promise<number> {
    return Promise.resolve(0);
  }

  close(): Promise<void> {
    for (const kill of this.running) kill();
    return Promise.resolve();
  }
}
