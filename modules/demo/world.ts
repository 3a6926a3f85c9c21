import { join } from 'node:path';
import type { AwsSession } from '../aws';
import { openSession } from '../aws';
import type { LocalAccess } from '../cli';
import { defaultDirectory } from '../cli';
import { LOCAL_REGION } from '../kernel';
import type { Deployment } from './deployment';
import { CdktfAhead } from './programs/cdktf-ahead';
import { childEnvironment } from './programs/child-environment';
import { KeptAwsProvider } from './programs/kept-aws-provider';
import type { Tools } from './programs/prerequisites';
import type { Stage } from './output/stage';

/** Everything the parts of the demo, or of an example, share. */
export interface World {
  readonly stage: Stage;
  readonly tools: Tools;
  readonly project: string;
  readonly deployment: Deployment;
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
  readonly deployment: Deployment;
  readonly local: LocalAccess;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Creates the shared objects once the local cloud answers. */
export function makeWorld(options: WorldOptions): World {
  const { local, tools, project, deployment, stage, signal } = options;
  const endpoint = local.url;
  const work = join(project, deployment.work);
  const env = childEnvironment(options.env, { local, terraformCommand: tools.terraform.command });
  return {
    stage,
    tools,
    project,
    deployment,
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
      stack: join(project, deployment.output, 'stacks', deployment.stacks[0]),
      work,
      env,
      signal,
    }),
    cdktf: new CdktfAhead({ cli: require.resolve('cdktf-cli/bundle/bin/cdktf'), project, env, signal }),
    env,
  };
}
