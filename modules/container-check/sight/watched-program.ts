import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kernel';
import { startStopwatch } from '../../kernel';
import type {
  ContainerExit,
  ContainerPaths,
  ContainerRequest,
  RunningContainer,
  ServerAddress,
} from '../../local-cloud';
import { changedPaths, folderContent } from './folder-content';
import { newPaths } from './new-paths';
import type { FolderItem } from './folder-content';
import { catchesSigterm, listenersOf, MARK, overlaysOf, processesOf } from './processes';
import type { Listener } from './processes';

/** What is left of a program that has ended. */
export interface ProgramEnd {
  readonly exit: ContainerExit;
  readonly tookMs: number;
  /** Of `/opt/ml/model`. */
  readonly model: readonly FolderItem[];
  /** Content of `/opt/ml/output/failure`; absent if there is none. */
  readonly failure?: string;
  /** Paths below `/opt/ml/input`, and while it served below `/opt/ml/model`, that are not as they were. */
  readonly changed: readonly string[];
  /** Paths outside of `/opt/ml` and `/tmp` that it wrote; absent where the runner cannot tell. */
  readonly outside?: readonly string[];
}

/** What a program is watched with. */
export interface ProgramSetting {
  /** What it may not change, before its start. */
  readonly before: readonly FolderItem[];
  readonly paths: ContainerPaths;
  readonly clock: Clock;
}

/** SageMaker's. */
const SERVER_PORT = 8080;

const LOOK_EVERY_MS = 20;

/** A program that runs, or has run, as the runner saw it. */
export class WatchedProgram {
  readonly lines: string[] = [];
  readonly request: ContainerRequest;
  /** Whether one of its processes was seen with a handler for SIGTERM; undefined if none was seen. */
  handlesSigterm: boolean | undefined;
  private readonly setting: ProgramSetting;
  private overlays: ReadonlyMap<string, string> = new Map();
  private startOfOutput: () => void = () => undefined;
  /** Resolves at the first line of output. */
  readonly firstLine = new Promise<void>((resolve) => (this.startOfOutput = resolve));
  private container: RunningContainer | undefined;
  private ended: Promise<ProgramEnd> | undefined;

  constructor(request: ContainerRequest, setting: ProgramSetting) {
    this.request = request;
    this.setting = setting;
  }

  /** Paths that a program may not change: its input, and of a server its model. */
  static async guarded({ mlDirectory, command }: ContainerRequest): Promise<readonly FolderItem[]> {
    return folderContent(join(mlDirectory, command.includes('serve') ? 'model' : 'input'));
  }

  get end(): Promise<ProgramEnd> {
    if (this.ended === undefined) throw new Error('the program was not started');
    return this.ended;
  }

  /** Where its server is called. */
  get address(): ServerAddress | undefined {
    return this.container?.address;
  }

  /** The port on which its server should listen. */
  get port(): number {
    return this.address !== undefined && 'port' in this.address ? this.address.port : SERVER_PORT;
  }

  note(line: string): void {
    this.lines.push(this.setting.paths.translate(line));
    if (!line.startsWith('Local cloud:')) this.startOfOutput();
  }

  /** Follows the container to its end. Returns it with an end that waits for the last look at its folders. */
  follow(container: RunningContainer): RunningContainer {
    this.container = container;
    const elapsed = startStopwatch(this.setting.clock);
    let over = false;
    void this.watch(() => over);
    this.ended = container.exited.then(async (exit) => {
      over = true;
      return this.lookBack(exit, elapsed());
    });
    const exited = this.ended.then(({ exit }) => exit);
    return { ...container, exited, stop: async (graceMs) => (await container.stop(graceMs), exited) };
  }

  /** Sends SIGTERM, and SIGKILL after the grace. Resolves with the end. */
  async stop(graceMs: number): Promise<ProgramEnd> {
    this.look();
    await this.container?.stop(graceMs);
    return this.end;
  }

  listeners(): readonly Listener[] {
    return listenersOf(this.processes());
  }

  /** Looks at the program's processes, which a short program has for milliseconds only. */
  look(): void {
    const pids = this.processes();
    const handles = catchesSigterm(pids);
    if (handles !== undefined) this.handlesSigterm = handles || this.handlesSigterm === true;
    const overlays = overlaysOf(pids);
    if (overlays.size > 0) this.overlays = overlays;
  }

  private processes(): readonly number[] {
    const mark = this.request.environment[MARK];
    return mark === undefined ? [] : processesOf(mark);
  }

  private async watch(isOver: () => boolean): Promise<void> {
    for (let pause = LOOK_EVERY_MS; !isOver(); pause = Math.min(pause * 2, 1000)) {
      this.look();
      await this.setting.clock.sleep(pause);
    }
  }

  private async lookBack(exit: ContainerExit, tookMs: number): Promise<ProgramEnd> {
    const { mlDirectory, scratchDirectory } = this.request;
    const failure = (await readFile(join(mlDirectory, 'output', 'failure'), 'utf8').catch(() => '')).trim();
    return {
      exit,
      tookMs,
      model: await folderContent(join(mlDirectory, 'model')),
      ...(failure === '' ? {} : { failure: this.setting.paths.translate(failure) }),
      changed: changedPaths(this.setting.before, await WatchedProgram.guarded(this.request)),
      ...(this.overlays.size === 0 ? {} : { outside: this.outside(await newPaths(scratchDirectory)) }),
    };
  }

  /** Names the container's paths of what is new in the folders of which the runner made its root. */
  private outside(changed: readonly string[]): readonly string[] {
    return changed.flatMap((path) => {
      const [folder, index = '', ...rest] = path.split('/');
      if (folder === 'root') return OWN.has(index) ? [] : [`/${[index, ...rest].join('/')}`];
      const at = folder === 'upper' ? this.overlays.get(`upper/${index}`) : undefined;
      return at === undefined ? [] : [`${at}/${rest.join('/')}`];
    });
  }
}

/** Folders of the root that every container has of its own. */
const OWN: ReadonlySet<string> = new Set(['dev', 'proc', 'run', 'sys', 'tmp']);
