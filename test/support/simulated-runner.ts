import type {
  ContainerExit,
  ContainerRequest,
  PreparedImage,
  Runner,
  RunningContainer,
} from '../../modules/local-cloud/runners/runner';

/** What a simulated program does: prints lines and ends with an exit code. */
export type SimulatedProgram = (
  request: ContainerRequest,
) => { readonly lines: readonly string[]; readonly exitCode?: number } | 'runs until it is stopped';

/** Runs programs that are functions of the test: no process, no image, no time. */
export class SimulatedRunner implements Runner {
  readonly name = 'simulation';
  readonly isolated = true;
  private readonly program: SimulatedProgram;

  constructor(program: SimulatedProgram) {
    this.program = program;
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
      for (const line of outcome.lines) request.onLine(line);
      end({ exitCode: outcome.exitCode ?? 0 });
    }
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
    return Promise.resolve();
  }
}
