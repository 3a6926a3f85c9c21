import { join } from 'node:path';
import { sha256Hex } from '../../../kernel';
import type { Clock, Logger } from '../../../kernel';
import type { LogSink, ObjectStorage } from '../../ports/ports';
import type { Runner } from '../../runners/runner';
import { JobLog } from '../job-log';
import type { Deployment } from './endpoint-record';
import { ModelServer } from './model-server';

/** The dependencies of servers. */
export interface HostingDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly objects: ObjectStorage;
  readonly logs: LogSink;
  readonly runner: () => Promise<Runner>;
  /** Parent folder of the endpoint folders. */
  readonly directory: string;
  readonly region: string;
  readonly url: () => string;
}

/** Returns the working folder of all servers of an endpoint. */
export const endpointDirectory = (directory: string, endpointName: string): string =>
  join(directory, 'endpoints', endpointName.toLowerCase());

/** All servers of one deployment. */
export class Fleet {
  readonly deployment: Deployment;
  private readonly servers: ReadonlyMap<string, ModelServer>;

  constructor(dependencies: HostingDependencies, endpointName: string, deployment: Deployment) {
    this.deployment = deployment;
    this.servers = new Map(
      deployment.variants.map((variant) => {
        const instance = sha256Hex(`${deployment.id}/${variant.name}`).slice(0, 17);
        const stream = {
          group: `/aws/sagemaker/Endpoints/${endpointName}`,
          stream: `${variant.name}/i-${instance}`,
        };
        const server = new ModelServer({
          id: `${endpointName}-${variant.name}-${deployment.id}`,
          variant,
          directory: join(
            endpointDirectory(dependencies.directory, endpointName),
            deployment.id,
            variant.name,
          ),
          environment: {
            AWS_REGION: dependencies.region,
            AWS_DEFAULT_REGION: dependencies.region,
            AWS_ENDPOINT_URL: dependencies.url(),
            ...variant.environment,
          },
          reaches: portsOf(dependencies.url()),
          runner: dependencies.runner,
          objects: dependencies.objects,
          log: new JobLog(dependencies, stream),
          clock: dependencies.clock,
        });
        return [variant.name, server];
      }),
    );
  }

  /** Resolves when every variant is in service; rejects with the first reason why a variant is not. */
  async start(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.start()));
  }

  server(variant: string): ModelServer | undefined {
    return this.servers.get(variant);
  }

  async stop(graceMs: number): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.stop(graceMs)));
  }
}

/** A local cloud without a socket has an address without a port, which nothing can reach. */
const portsOf = (url: string): readonly number[] => {
  const { port } = new URL(url);
  return port === '' ? [] : [Number(port)];
};
