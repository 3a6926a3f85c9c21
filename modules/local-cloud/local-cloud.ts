import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock, Logger, Random } from '../kernel';
import { LOCAL_ACCOUNT, LOCAL_REGION, silentLogger, systemClock, systemRandom } from '../kernel';
import type { KeyPair } from '../local-access';
import { Outbox } from './events/outbox';
import { Jobs } from './jobs/jobs';
import type { CloudRequest } from './ports/cloud-request';
import type { InstanceLoss } from './ports/instance-loss';
import type { Interceptor } from './ports/interceptor';
import type { Service } from './ports/service';
import type { CloudAnswer } from './ports/wire-answer';
import { chooseRunner } from './runners/choose-runner';
import type { RunnerChoice, RunnerNeeds } from './runners/choose-runner';
import type { Runner } from './runners/runner';
import { Dispatcher } from './server/dispatcher';
import { ProfileDirectory } from './server/profile-directory';
import { RequestLog } from './server/request-log';
import type { RequestRecord } from './server/request-log';
import { createRouter } from './server/router';
import { ServedOperations } from './server/served-operations';
import { buildServices } from './services/build-services';
import { keyPairFile, ownKeyPair } from './state-folder/own-key-pair';
import { openLmdbStore } from './store/lmdb-store';
import type { Store } from './store/store';

/** The dependencies of a local cloud. Omitted ones come from the machine. */
export interface LocalCloudDependencies {
  /** The folder of all durable data. One local cloud at a time. */
  readonly directory: string;
  /** The local cloud owns it: `stop` closes it. */
  readonly store?: Store;
  /** The time for services and jobs. */
  readonly clock?: Clock;
  /** The time for signatures, if clients sign with another. @default - `clock` */
  readonly signatureClock?: Clock;
  readonly random?: Random;
  /** Creates the runner of containers. */
  readonly runners?: (needs: RunnerNeeds) => Runner;
  /** The rung of the ladder of runners, without `runners`. @default process */
  readonly runner?: RunnerChoice;
  /** Wraps the runner that was chosen, to watch what it runs. */
  readonly watchRunner?: (runner: Runner, needs: RunnerNeeds) => Runner;
  /** How many programs run at once; more wait their turn. @default - twice the machine's processors, at least four */
  readonly programs?: number;
  /** Wrap every operation, the first outermost. */
  readonly interceptors?: readonly Interceptor[];
  readonly logger?: Logger;
}

/** A local cloud without a socket. */
export interface LocalCloudCore {
  readonly directory: string;
  readonly services: readonly Service[];
  /** Milliseconds since the epoch, by the clock of services and jobs. */
  readonly now: () => number;
  /** Name of what runs images; undefined before the start. */
  readonly runner: () => string | undefined;
  /** Signs every request; random, made at the first start in the folder and kept there. */
  readonly credentials: KeyPair;
  /** The file with `credentials`, which only its owner can read. */
  readonly credentialsFile: string;
  /** Answers any request; never throws for an invalid one. */
  readonly handle: (request: CloudRequest) => Promise<CloudAnswer>;
  /** Answered requests at or after `since` (milliseconds since the epoch), oldest first. */
  readonly requests: (since?: number) => readonly RequestRecord[];
  /** Takes the instance of a running training job away. Returns why that is impossible; undefined if it happens. */
  readonly loseInstance: (trainingJob: string, loss: InstanceLoss) => string | undefined;
  /**
   * Sets a quota of the account, by the name that Service Quotas lists; it holds for later launches. Returns false if there is no
   * quota of that name.
   */
  readonly setQuota: (name: string, value: number) => boolean;
  /** Resumes the work of an earlier process. `url` is where containers reach this one, if a server listens for it. */
  readonly start: (url?: string) => Promise<void>;
  /** Ends all programs and closes the store. */
  readonly stop: () => Promise<void>;
}

/** The address of a local cloud without a socket: it is part of URLs, and no server listens there. */
const NOWHERE = 'http://127.0.0.1';

/** Assembles a local cloud. Only this function creates stores, runners and clocks. */
export function createLocalCloud(given: LocalCloudDependencies): LocalCloudCore {
  const directory = resolve(given.directory);
  const { clock = systemClock, random = systemRandom } = given;
  const { signatureClock = clock } = given;
  const { logger = silentLogger, interceptors = [], programs } = given;
  const { runner: choice = 'process' } = given;
  const { runners = (needs: RunnerNeeds) => chooseRunner(choice, needs, logger) } = given;
  const credentials = ownKeyPair(directory, random);
  const spoolDirectory = join(directory, 'spool');
  // No upload that an earlier process was receiving when it ended was ever acknowledged.
  rmSync(spoolDirectory, { recursive: true, force: true });
  mkdirSync(spoolDirectory, { recursive: true, mode: 0o700 });
  const store = given.store ?? openLmdbStore(join(directory, 'store'));
  const log = new RequestLog(join(directory, 'requests.jsonl'), logger);
  const place = { account: LOCAL_ACCOUNT, region: LOCAL_REGION };
  const events = new Outbox({ store, clock, logger });
  const shared = { store, clock, random, logger, directory, credentials, ...place };
  let address = NOWHERE;
  let chosen: Runner | undefined;
  const url = (): string => address;
  const { services, neighbours, jobs } = buildServices(shared, ({ objects, images, logs }) => {
    const make = async (): Promise<Runner> => {
      const needs = { clock, images, directory: join(directory, 'runner') };
      const runner = await runners(needs);
      return (chosen = given.watchRunner?.(runner, needs) ?? runner);
    };
    const runner = onceSwept(make, logger);
    return new Jobs({ ...shared, events, objects, images, logs, runner, url, programs });
  });
  const operations = new ServedOperations(services, interceptors);
  const { keys, registry } = neighbours;
  const profiles = new ProfileDirectory(services);
  const serving = { operations, profiles, keys, log, spoolDirectory, url, signatureClock };
  const dispatcher = new Dispatcher({ ...shared, ...serving });
  const loseInstance: LocalCloudCore['loseInstance'] = (name, loss) => jobs.training.loseInstance(name, loss);
  const setQuota: LocalCloudCore['setQuota'] = (name, value) => neighbours.quotas.set(name, value);
  return {
    directory,
    services,
    now: () => clock.now(),
    runner: () => chosen?.name,
    credentials,
    credentialsFile: keyPairFile(directory),
    handle: createRouter({
      dispatcher,
      registry,
      log,
      clock,
      keys,
      signatureClock,
      runner: () => chosen?.name,
      loseInstance,
      setQuota,
    }),
    requests: (since) => log.since(since),
    loseInstance,
    setQuota,
    start: async (at = NOWHERE) => {
      address = at;
      // The smallest schemas represent all: this finds a changed layout now instead of at the first request.
      await operations.model('sts');
      for (const service of services) await service.start?.();
      await jobs.resume();
    },
    stop: async () => {
      await jobs.close();
      log.close();
      await store.close();
    },
  };
}

/** Returns the runner. The first call ends programs that an earlier process left running, then creates it. */
function onceSwept(make: () => Promise<Runner>, logger: Logger): () => Promise<Runner> {
  let made: Promise<Runner> | undefined;
  const sweep = async (): Promise<Runner> => {
    const runner = await make();
    const swept = await runner.sweep();
    if (swept > 0) logger.warn('ended processes of an earlier local cloud', { count: swept });
    return runner;
  };
  return () => (made ??= sweep());
}
