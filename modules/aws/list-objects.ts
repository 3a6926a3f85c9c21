import type { AwsSession } from './client-factory';
import { pagesOf } from './pages-of';

/** The kinds of objects of SageMaker that have a list of the whole account. */
export type ListedKind = 'tuning job' | 'training job' | 'endpoint' | 'endpoint configuration' | 'model';

/** An object in a list. */
export interface ListedObject {
  readonly name: string;
  readonly arn: string;
  /** SageMaker's status; absent for kinds without a status. */
  readonly status?: string | undefined;
  /** Absent if the service does not say. */
  readonly created?: Date | undefined;
}

/** Which objects to list. */
export interface ObjectFilter {
  readonly kind: ListedKind;
  readonly nameContains?: string;
  /** For jobs only. */
  readonly status?: 'InProgress' | 'Stopping';
}

/** Returns the objects of one kind in the account and region, from all pages, in the service's order. */
export async function listObjects(
  session: AwsSession,
  filter: ObjectFilter,
  signal: AbortSignal,
): Promise<readonly ListedObject[]> {
  const all: ListedObject[] = [];
  for await (const object of eachObject(session, filter, signal)) all.push(object);
  return all;
}

/** Like {@link listObjects}, but reads a page only when the caller has taken all objects of the one before. */
export async function* eachObject(
  session: AwsSession,
  filter: ObjectFilter,
  signal: AbortSignal,
): AsyncGenerator<ListedObject, void, undefined> {
  for await (const rows of LISTS[filter.kind](session, filter, signal)) yield* rows;
}

type List = (
  session: AwsSession,
  filter: ObjectFilter,
  signal: AbortSignal,
) => AsyncGenerator<readonly ListedObject[]>;

const LISTS: Readonly<Record<ListedKind, List>> = {
  'tuning job': async function* (session, filter, signal) {
    const { client, sdk } = session.sageMaker();
    const pages = pagesOf(session, readingOf(filter, signal), (page, options) =>
      client.send(
        new sdk.ListHyperParameterTuningJobsCommand({ ...page, ...named(filter), ...having(filter) }),
        options,
      ),
    );
    for await (const { HyperParameterTuningJobSummaries: rows = [] } of pages) {
      yield rows.map((row) => ({
        name: row.HyperParameterTuningJobName ?? '',
        arn: row.HyperParameterTuningJobArn ?? '',
        status: row.HyperParameterTuningJobStatus,
        created: row.CreationTime,
      }));
    }
  },
  'training job': async function* (session, filter, signal) {
    const { client, sdk } = session.sageMaker();
    const pages = pagesOf(session, readingOf(filter, signal), (page, options) =>
      client.send(new sdk.ListTrainingJobsCommand({ ...page, ...named(filter), ...having(filter) }), options),
    );
    for await (const { TrainingJobSummaries: rows = [] } of pages) {
      yield rows.map((row) => ({
        name: row.TrainingJobName ?? '',
        arn: row.TrainingJobArn ?? '',
        status: row.TrainingJobStatus,
        created: row.CreationTime,
      }));
    }
  },
  endpoint: async function* (session, filter, signal) {
    const { client, sdk } = session.sageMaker();
    const pages = pagesOf(session, readingOf(filter, signal), (page, options) =>
      client.send(new sdk.ListEndpointsCommand({ ...page, ...named(filter) }), options),
    );
    for await (const { Endpoints: rows = [] } of pages) {
      yield rows.map((row) => ({
        name: row.EndpointName ?? '',
        arn: row.EndpointArn ?? '',
        status: row.EndpointStatus,
        created: row.CreationTime,
      }));
    }
  },
  'endpoint configuration': async function* (session, filter, signal) {
    const { client, sdk } = session.sageMaker();
    const pages = pagesOf(session, readingOf(filter, signal), (page, options) =>
      client.send(new sdk.ListEndpointConfigsCommand({ ...page, ...named(filter) }), options),
    );
    for await (const { EndpointConfigs: rows = [] } of pages) {
      yield rows.map((row) => ({
        name: row.EndpointConfigName ?? '',
        arn: row.EndpointConfigArn ?? '',
        created: row.CreationTime,
      }));
    }
  },
  model: async function* (session, filter, signal) {
    const { client, sdk } = session.sageMaker();
    const pages = pagesOf(session, readingOf(filter, signal), (page, options) =>
      client.send(new sdk.ListModelsCommand({ ...page, ...named(filter) }), options),
    );
    for await (const { Models: rows = [] } of pages) {
      yield rows.map((row) => ({
        name: row.ModelName ?? '',
        arn: row.ModelArn ?? '',
        created: row.CreationTime,
      }));
    }
  },
};

const named = ({ nameContains }: ObjectFilter) =>
  nameContains === undefined ? {} : { NameContains: nameContains };

const having = ({ status }: ObjectFilter) => (status === undefined ? {} : { StatusEquals: status });

const readingOf = ({ kind, nameContains, status }: ObjectFilter, signal: AbortSignal) => ({
  doing:
    `list the ${status === 'InProgress' ? 'running ' : ''}${kind}s` +
    (nameContains === undefined ? '' : ` named "${nameContains}"`),
  signal,
});
