import { mkdir } from 'node:fs/promises';
import { createRepository, furnishAccount, openSession, registryToken } from '../../aws';
import type { AwsSession } from '../../aws';
import { ecrCredentials, pushImage } from '../../image';
import type { BuiltImage, PackedImage } from '../../image';
import { LOCAL_REGION, silentLogger } from '../../kernel';
import type { Clock, LogFields } from '../../kernel';
import { ContainerPaths, startLocalCloud } from '../../local-cloud';
import type { LocalCloud, RunnerChoice } from '../../local-cloud';
import { Board } from '../sight/board';
import { WatchedRunner } from '../sight/watched-runner';

export interface BenchOptions {
  /** A folder of its own; the caller removes it. */
  readonly directory: string;
  readonly runner: RunnerChoice;
  readonly clock: Clock;
  /** How long a stopped program may take. SageMaker waits 120 s for training and 30 s for a server. */
  readonly longestGraceMs: number;
}

/** What an image is tried with. */
export interface Bench {
  readonly session: AwsSession;
  readonly clock: Clock;
  readonly board: Board;
  readonly roleArn: string;
  readonly bucket: string;
  readonly longestGraceMs: number;
  /** Whether programs have files and `/opt/ml` of their own; known once a program was asked for. */
  readonly rung: () => Rung;
  /** Pushes the image to a repository of its own. Returns its address with the digest, and the digest. */
  readonly place: (
    name: string,
    image: PackedImage | BuiltImage,
    signal: AbortSignal,
  ) => Promise<{ readonly uri: string; readonly digest: string }>;
  readonly close: () => Promise<void>;
}

/** What runs the programs. */
export interface Rung {
  readonly name: string;
  readonly isolated: boolean;
  /** Why no more isolated one runs them; absent if it is the one that was asked for. */
  readonly whyNoBetter?: string;
}

const BUCKET = 'container-check';

/** Starts a local cloud of its own on a free port, in which any number of containers can be tried at once. */
export async function openBench(options: BenchOptions): Promise<Bench> {
  const { directory, clock, longestGraceMs } = options;
  await mkdir(directory, { recursive: true });
  const board = new Board();
  let rung: Rung = { name: options.runner, isolated: false };
  let whyNoBetter: string | undefined;
  // The reason why a rung of the ladder is missing is a warning of the local cloud.
  const warn = (_message: string, fields?: LogFields): void => {
    if (typeof fields?.['why'] === 'string') whyNoBetter = fields['why'];
  };
  const cloud = await startLocalCloud({
    directory,
    clock,
    runner: options.runner,
    logger: { ...silentLogger, warn },
    watchRunner: (runner, needs) => {
      rung = {
        name: runner.name,
        isolated: runner.isolated,
        ...(whyNoBetter === undefined ? {} : { whyNoBetter }),
      };
      const paths = new ContainerPaths(directory);
      return new WatchedRunner(runner, { needs, clock, board, longestGraceMs, paths });
    },
  });
  try {
    return await furnish(cloud, { ...options, board, rung: () => rung });
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

async function furnish(
  cloud: LocalCloud,
  rest: BenchOptions & Pick<Bench, 'board' | 'rung'>,
): Promise<Bench> {
  const { clock, board, rung, longestGraceMs } = rest;
  const { url: endpoint, credentials } = cloud;
  const session = openSession({ target: 'local', region: LOCAL_REGION, endpoint, credentials }, { clock });
  return {
    session,
    clock,
    board,
    rung,
    longestGraceMs,
    bucket: BUCKET,
    roleArn: await furnishAccount(session, { bucket: BUCKET, role: BUCKET }),
    place: async (name, image, signal) => {
      const repositoryUrl = await createRepository(session, name);
      const credentials = ecrCredentials(await registryToken(session, signal));
      const pushed = await pushImage(image, { repositoryUrl, tag: 'check', credentials, signal });
      return { uri: pushed.imageUri, digest: pushed.digest };
    },
    close: () => cloud.stop(),
  };
}
