import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, TuneformError } from '../../../kernel';
import { messageOf, startStopwatch } from '../../../kernel';
import type { ObjectStorage } from '../../ports/ports';
import { listensEverywhere, openToOthers } from '../../runners/process/listens-everywhere';
import { removeFolder } from '../../runners/remove-folder';
import type {
  ContainerExit,
  PreparedImage,
  Runner,
  RunningContainer,
  ServerAddress,
} from '../../runners/runner';
import { memoryBytesOf, outOfMemory } from '../../served-members/memory-limit';
import type { JobLog } from '../job-log';
import { announceServer } from './announce-server';
import { answersPing } from './answers-ping';
import { ServerNotReady } from './call-server';
import type { ServerAnswer, ServerRequest } from './call-server';
import { ServerConnections } from './server-connections';
import type { DeployedVariant } from './endpoint-record';
import { portHint } from './port-hint';
import { stageModel } from './stage-model';
import { Traffic } from './traffic';
import { serverEnd, serverHint, unhealthy } from './why-unhealthy';

export interface ModelServerOptions {
  readonly id: string;
  readonly variant: DeployedVariant;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Loopback ports of this machine that the server needs. */
  readonly reaches: readonly number[];
  readonly runner: () => Promise<Runner>;
  readonly objects: ObjectStorage;
  readonly log: JobLog;
  readonly clock: Clock;
}

const PING_EVERY_MS = 100;
const REMEMBERED_LINES = 8;
const LONGEST_BACKOFF_MS = 30_000;
/** A server that ran this long was healthy; its death starts a new count. */
const WELL_MS = 60_000;
/** Least time that a server gets to obey SIGTERM, even if the grace is over. */
const LEAST_TERM_MS = 1_000;

interface Launch {
  readonly runner: Runner;
  readonly image: PreparedImage;
  /** Consecutive restarts since it was last healthy. */
  readonly failures: number;
}

/** The server of one variant: started, checked through `/ping`, restarted when it dies. */
export class ModelServer {
  readonly variant: DeployedVariant;
  private readonly options: ModelServerOptions;
  private readonly ending = new AbortController();
  private readonly traffic = new Traffic();
  private readonly connections = new ServerConnections();
  private readonly lastLines: string[] = [];
  private container: RunningContainer | undefined;
  /** Resolves with the address once the server answers; replaced at a restart. */
  private serving: Promise<ServerAddress> | undefined;
  /** The address that `serving` resolved with. */
  private ready: ServerAddress | undefined;

  constructor(options: ModelServerOptions) {
    this.options = options;
    this.variant = options.variant;
  }

  /** Fetches image and model and starts the server. Rejects with the reason why it does not come into service. */
  async start(): Promise<void> {
    await this.serve(this.begin());
  }

  /**
   * Sends a request to the server as soon as it is ready; a stopping server still answers its current requests.
   * Rejects with `ServerNotReady`, at the latest after `patienceMs`, and as `callServer` does.
   */
  call(request: Omit<ServerRequest, 'address'>, patienceMs: number): Promise<ServerAnswer> {
    return this.traffic.during(async () => {
      // Nearly every call finds it ready, and a timer that would be dropped again costs a tenth of a call.
      const address = this.ready ?? (await this.address(patienceMs));
      return this.connections.call({ ...request, address });
    });
  }

  /**
   * Ends the server after its current requests. It gets SIGTERM at the latest after `graceMs`, and SIGKILL after the
   * same time, or a second after SIGTERM if that is later.
   */
  async stop(graceMs: number): Promise<void> {
    const { clock, log } = this.options;
    const killAt = clock.now() + graceMs;
    this.ending.abort(new Error('model server stopped'));
    const answered = new AbortController();
    const late = clock.sleep(graceMs, answered.signal).catch(() => undefined);
    await Promise.race([this.traffic.ended(), late]);
    answered.abort();
    // Some servers wait for their open connections before they end.
    this.connections.closeIdle();
    await this.container?.stop(Math.max(LEAST_TERM_MS, killAt - clock.now()));
    // Current requests must be over before the files that they use are removed.
    await this.serving?.catch(() => undefined);
    await this.container?.exited;
    log.flush();
  }

  /** Resolves with the address of the server as soon as it answers `/ping`. */
  private async address(patienceMs: number): Promise<ServerAddress> {
    const giveUp = new AbortController();
    const late = this.options.clock.sleep(patienceMs, giveUp.signal).then(() => {
      throw new ServerNotReady(`The server of variant ${this.variant.name} is not ready.`);
    });
    try {
      return await Promise.race([this.serving ?? late, late]);
    } catch (error) {
      throw new ServerNotReady(messageOf(error));
    } finally {
      giveUp.abort();
      late.catch(() => undefined);
    }
  }

  private async begin(): Promise<ServerAddress> {
    const { variant, runner: choose, log, directory, objects } = this.options;
    const runner = await choose();
    announceServer(log, runner, variant);
    const image = await runner.prepare(variant.imageDigest, (line) => log.add(line), this.ending.signal);
    await stageModel(variant, join(directory, 'ml'), objects);
    return this.launch({ runner, image, failures: 0 });
  }

  private async launch({ runner, image, failures }: Launch): Promise<ServerAddress> {
    const { id, directory, environment, clock, variant } = this.options;
    this.ending.signal.throwIfAborted();
    const mlDirectory = join(directory, 'ml');
    const scratchDirectory = join(directory, 'scratch');
    await removeFolder(scratchDirectory);
    await mkdir(scratchDirectory, { recursive: true });
    this.lastLines.length = 0;
    const memoryBytes = memoryBytesOf(variant.instanceType);
    const container = await runner.start(image, {
      id,
      command: ['serve'],
      mlDirectory,
      scratchDirectory,
      environment,
      serves: true,
      reaches: this.options.reaches,
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
      isolatesNetwork: variant.isolatesNetwork === true,
      onLine: (line) => this.note(line),
    });
    this.container = container;
    if (this.ending.signal.aborted) void container.stop(0);
    const address = await this.healthy(container, runner);
    if ('port' in address && listensEverywhere(address.port)) {
      this.options.log.add(openToOthers('server', [address.port]));
    }
    const healthyFor = startStopwatch(clock);
    void container.exited.then((exit) => {
      const wasWell = healthyFor() >= WELL_MS;
      this.restart({ runner, image, exit, failures: wasWell ? 0 : failures });
    });
    return address;
  }

  /** Resolves when `/ping` answers 200; rejects if the server ends or its time is up. */
  private async healthy(container: RunningContainer, runner: Runner): Promise<ServerAddress> {
    const { clock, variant } = this.options;
    const elapsed = startStopwatch(clock);
    let exit: ContainerExit | undefined;
    void container.exited.then((ended) => (exit = ended));
    for (;;) {
      const { address } = container;
      if (address !== undefined && (await answersPing(address))) return address;
      if (exit !== undefined) {
        throw this.unhealthy(serverEnd(exit, variant, this.lastLines.join(' | ')), runner);
      }
      if (elapsed() >= variant.startupTimeoutMs) {
        const hint = portHint(container);
        await container.stop(0);
        throw this.unhealthy(
          `no answer within ${String(variant.startupTimeoutMs / 1000)} s: ${this.lastLines.join(' | ')}`,
          runner,
          hint,
        );
      }
      await clock.sleep(PING_EVERY_MS, this.ending.signal);
    }
  }

  /** The error of a server that does not come into service; its log gets the hint, too. */
  private unhealthy(detail: string, runner: Runner, silence?: string): TuneformError {
    const hint = serverHint(detail, runner, silence);
    if (hint !== undefined) this.options.log.add(`Local cloud: ${hint}`);
    return unhealthy(this.variant, detail, hint);
  }

  /** A server that dies in service is restarted after increasing waits, as a dead instance would be replaced. */
  private restart(after: Launch & { readonly exit: ContainerExit }): void {
    const { clock, log } = this.options;
    if (this.ending.signal.aborted) return;
    const why = after.exit.outOfMemory === true ? `: ${outOfMemory(this.variant.instanceType)}` : '';
    log.add(
      `Local cloud: the server ended with exit code ${String(after.exit.exitCode)} and is restarted${why}.`,
    );
    const serving = this.serve(
      (async () => {
        const pause = after.failures === 0 ? 0 : Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** after.failures);
        await clock.sleep(pause, this.ending.signal);
        return this.launch({ ...after, failures: after.failures + 1 });
      })(),
    );
    serving.catch((error: unknown) => {
      if (this.ending.signal.aborted) return;
      log.add(`Local cloud: ${messageOf(error)}`);
      this.restart({ ...after, failures: after.failures + 1 });
    });
  }

  private serve(serving: Promise<ServerAddress>): Promise<ServerAddress> {
    this.serving = serving;
    this.ready = undefined;
    // Callers that invoke in the meantime get a failure too; here it only must not be unhandled.
    serving.then(
      (address) => {
        if (this.serving === serving) this.ready = address;
      },
      () => undefined,
    );
    return serving;
  }

  private note(line: string): void {
    this.options.log.add(line);
    if (line.trim() === '') return;
    this.lastLines.push(line);
    if (this.lastLines.length > REMEMBERED_LINES) this.lastLines.shift();
  }
}
