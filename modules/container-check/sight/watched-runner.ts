import type { Clock } from '../../kernel';
import type {
  ContainerPaths,
  ContainerRequest,
  PreparedImage,
  Runner,
  RunnerNeeds,
  RunningContainer,
} from '../../local-cloud';
import type { Board } from './board';
import { lookAtImage } from './image-sight';
import { WatchedProgram } from './watched-program';

export interface WatchOptions {
  readonly needs: RunnerNeeds;
  readonly clock: Clock;
  readonly board: Board;
  readonly longestGraceMs: number;
  /** Names the container's paths. */
  readonly paths: ContainerPaths;
}

/** The real runner of the local cloud, whose images and programs the check can look at. It changes only the length of a grace. */
export class WatchedRunner implements Runner {
  readonly name: string;
  readonly isolated: boolean;
  readonly ownNetworks: boolean;
  private readonly runner: Runner;
  private readonly options: WatchOptions;

  constructor(runner: Runner, options: WatchOptions) {
    this.runner = runner;
    this.options = options;
    this.name = runner.name;
    this.isolated = runner.isolated;
    this.ownNetworks = runner.ownNetworks;
  }

  mlDirectorySeenInside(mlDirectory: string): string {
    return this.runner.mlDirectorySeenInside(mlDirectory);
  }

  async prepare(digest: string, report: (line: string) => void, signal: AbortSignal): Promise<PreparedImage> {
    const { needs, board } = this.options;
    board.addImage(digest, await lookAtImage(needs, digest));
    return this.runner.prepare(digest, report, signal);
  }

  async start(image: PreparedImage, request: ContainerRequest): Promise<RunningContainer> {
    const { clock, board, longestGraceMs } = this.options;
    const before = await WatchedProgram.guarded(request);
    const program = new WatchedProgram(request, { before, paths: this.options.paths, clock });
    const container = await this.runner.start(image, {
      ...request,
      onLine: (line) => {
        program.note(line);
        request.onLine(line);
      },
    });
    const stop = (graceMs: number): ReturnType<RunningContainer['stop']> =>
      container.stop(Math.min(graceMs, longestGraceMs));
    const followed = program.follow({ ...container, stop });
    board.addProgram(program);
    return followed;
  }

  sweep(): Promise<number> {
    return this.runner.sweep();
  }

  close(): Promise<void> {
    return this.runner.close();
  }
}
