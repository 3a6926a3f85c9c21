import { join } from 'node:path';
import type { AwsSession } from '../aws';
import { openSession } from '../aws';
import type { LocalAccess } from '../cli';
import { defaultDirectory } from '../cli';
import { LOCAL_REGION } from '../kernel';
import { CdktfAhead } from './programs/cdktf-ahead';
import { childEnvironment } from './programs/child-environment';
import { KeptAwsProvider } from './programs/kept-aws-provider';
import type { Tools } from './programs/prerequisites';
import type { Stage } from './output/stage';

/** Everything the parts of the demo share. */
export interface World {
  readonly stage: Stage;
  readonly tools: Tools;
  readonly project: string;
  /** Data folder of the local cloud. */
  readonly directory: string;
  readonly endpoint: string;
  /** Folder of logs, whole plans and intermediate files. */
  readonly work: string;
  readonly session: AwsSession;
  readonly awsProvider: KeptAwsProvider;
  readonly cdktf: CdktfAhead;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface WorldOptions {
  readonly stage: Stage;
  readonly tools: Tools;
  readonly project: string;
  readonly local: LocalAccess;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Creates the shared objects once the local cloud answers. */
export function makeWorld(options: WorldOptions): World {
  const { local, tools, project, stage, signal } = options;
  const endpoint = local.url;
  const work = join(project, '.tuneform', 'demo');
  const env = childEnvironment(options.env, { local, terraformCommand: tools.terraform.command });
  return {
    stage,
    tools,
    project,
    signal,
    endpoint,
    directory: defaultDirectory(project),
    work,
    session: openSession({
      target: 'local',
      region: LOCAL_REGION,
      endpoint,
      credentials: local.credentials,
    }),
    awsProvider: new KeptAwsProvider({
      stack: join(project, 'cdktf.out', 'stacks', STACKS.foundation),
      work,
      env,
      signal,
    }),
    cdktf: new CdktfAhead({ cli: require.resolve('cdktf-cli/bundle/bin/cdktf'), project, env, signal }),
    env,
  };
}

/** The stacks of `main.ts`, in the order in which they are deployed. */
export const STACKS = { foundation: 'foundation', experiment: 'experiment' } as const;

/** The experiment's logical name in the stack. */
export const EXPERIMENT = 'digits';
