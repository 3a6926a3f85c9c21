import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../kernel';
import { familyOf, procText, signalGroup } from '../../../machine';
import { openPorts } from '../process/listens-everywhere';
import type { RunningGroup } from '../process/process-group';
import type { ContainerExit } from '../runner';
import { signalled } from '../signalled';
import type { Engine } from './engine';
import { REMOVE } from './leftovers';
import { whyNotStarted } from './start-failure';
import type { StartedCommand } from './start-failure';

export interface EngineContainerOptions {
  readonly name: string;
  /** The container's own folder. */
  readonly scratch: string;
  readonly clock: Clock;
  readonly command: StartedCommand;
}

/** The container could not be made; its program cannot be executed; there is no such program. */
const NOT_STARTED = [125, 126, 127];
/** What podman's init says if it cannot start the program: catatonit, tini, dumb-init. */
const INIT_FAILED =
  /^(?:ERROR \(catatonit:\d+\): failed to exec|\[FATAL tini \(\d+\)\] exec |\[dumb-init\] )/;
/** What an engine's own words begin with. */
const ENGINE_SAYS = 'Error: ';
const LOOK_MS = 50;

/** One container of the engine. Its processes belong to the engine, and not to the group of the command that runs it. */
export class EngineContainer {
  readonly name: string;
  readonly pidFile: string;
  private readonly engine: Engine;
  private readonly options: EngineContainerOptions;
  private lastLine = '';

  constructor(engine: Engine, options: EngineContainerOptions) {
    this.engine = engine;
    this.options = options;
    this.name = options.name;
    this.pidFile = join(options.scratch, 'container.pid');
  }

  note(line: string): void {
    this.lastLine = line;
  }

  /** Process number 1 of the container, as this machine counts; undefined before its init runs. */
  leader(): number | undefined {
    try {
      const pid = Number(readFileSync(this.pidFile, 'utf8'));
      return procText(`${String(pid)}/cmdline`).startsWith('/run/podman-init') ? pid : undefined;
    } catch {
      return undefined;
    }
  }

  openPorts(): readonly number[] {
    const leader = this.leader();
    return leader === undefined ? [] : openPorts(() => familyOf(leader));
  }

  /** @param group That of the engine's command, which a container ends that there is not yet. */
  async kill(group: number): Promise<void> {
    const killed = await this.engine.run(['kill', '--signal', 'KILL', this.name]).catch(() => undefined);
    if (killed?.exitCode !== 0) signalGroup(group, 'SIGKILL');
  }

  async stop(group: RunningGroup, graceMs: number): Promise<ContainerExit> {
    if (graceMs > 0 && this.leader() === undefined) void this.stopOnceThere(group);
    return group.stop(graceMs);
  }

  /** The engine's command passes a signal on only if its container runs. */
  private async stopOnceThere({ exited }: RunningGroup): Promise<void> {
    const ended = new AbortController();
    const { signal } = ended;
    void exited.then(() => ended.abort());
    while (!signal.aborted && this.leader() === undefined) await this.options.clock.sleep(LOOK_MS);
    if (!signal.aborted) {
      await this.engine.run(['kill', '--signal', 'TERM', this.name]).catch(() => undefined);
    }
  }

  /** Removes what the engine has of it. Returns the end that its program would have had as a plain process. */
  async end(exit: ContainerExit): Promise<ContainerExit> {
    const why = exit.startError === undefined ? await this.whyNoStart(exit) : undefined;
    await this.engine.run([...REMOVE, this.name]).catch(() => undefined);
    if (exit.startError !== undefined) return exit;
    return why ?? signalled(exit.exitCode);
  }

  private async whyNoStart({ exitCode }: ContainerExit): Promise<ContainerExit | undefined> {
    const { lastLine } = this;
    const isInits = INIT_FAILED.test(lastLine);
    if (!isInits && !(NOT_STARTED.includes(exitCode) && lastLine.startsWith(ENGINE_SAYS))) return undefined;
    const { command, scratch } = this.options;
    const copied = { engine: this.engine, container: this.name, folder: join(scratch, 'start') };
    const found = await whyNotStarted(command, copied);
    return found ?? { exitCode: isInits ? 127 : exitCode, startError: lastLine.replace(ENGINE_SAYS, '') };
  }
}
