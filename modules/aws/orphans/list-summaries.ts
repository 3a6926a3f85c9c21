import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';
import type { OwnedKind } from './owned-object';

/** An object in a listing. */
export interface Summary {
  readonly name: string;
  readonly arn: string;
  readonly status?: string;
  readonly createdAtMs: number;
}

/** Returns all objects of one kind in the account and region. `ended` includes tuning jobs that have ended. */
export async function listSummaries(
  session: AwsSession,
  { kind, ended }: { readonly kind: OwnedKind; readonly ended: boolean },
  signal: AbortSignal,
): Promise<readonly Summary[]> {
  const found: Summary[] = [];
  const statuses = kind === 'tuning job' && !ended ? (['InProgress', 'Stopping'] as const) : [undefined];
  for (const status of statuses) {
    let next: string | undefined;
    do {
      await session.listing.acquire(signal);
      const page = await classifyErrors(`list the ${kind}s`, () =>
        pageOf(session, { kind, status, next }, signal),
      );
      found.push(...page.summaries);
      next = page.next;
    } while (next !== undefined);
  }
  return found;
}

interface Question {
  readonly kind: OwnedKind;
  readonly status: 'InProgress' | 'Stopping' | undefined;
  readonly next: string | undefined;
}

interface Page {
  readonly summaries: readonly Summary[];
  readonly next: string | undefined;
}

async function pageOf(
  session: AwsSession,
  { kind, status, next }: Question,
  signal: AbortSignal,
): Promise<Page> {
  const { client, sdk } = session.sageMaker();
  const page = { MaxResults: 100, NextToken: next };
  const options = { abortSignal: signal };
  switch (kind) {
    case 'tuning job': {
      const filter = status === undefined ? {} : { StatusEquals: status };
      const command = new sdk.ListHyperParameterTuningJobsCommand({ ...page, ...filter });
      const answer = await client.send(command, options);
      const summaries = (answer.HyperParameterTuningJobSummaries ?? []).map((job) =>
        summary(job.HyperParameterTuningJobName, job.HyperParameterTuningJobArn, {
          status: job.HyperParameterTuningJobStatus,
          created: job.CreationTime,
        }),
      );
      return { summaries, next: answer.NextToken };
    }
    case 'endpoint': {
      const answer = await client.send(new sdk.ListEndpointsCommand(page), options);
      const summaries = (answer.Endpoints ?? []).map((one) =>
        summary(one.EndpointName, one.EndpointArn, {
          status: one.EndpointStatus,
          created: one.CreationTime,
        }),
      );
      return { summaries, next: answer.NextToken };
    }
    case 'endpoint configuration': {
      const answer = await client.send(new sdk.ListEndpointConfigsCommand(page), options);
      const summaries = (answer.EndpointConfigs ?? []).map((one) =>
        summary(one.EndpointConfigName, one.EndpointConfigArn, { created: one.CreationTime }),
      );
      return { summaries, next: answer.NextToken };
    }
    case 'model': {
      const answer = await client.send(new sdk.ListModelsCommand(page), options);
      const summaries = (answer.Models ?? []).map((one) =>
        summary(one.ModelName, one.ModelArn, { created: one.CreationTime }),
      );
      return { summaries, next: answer.NextToken };
    }
  }
}

function summary(
  name: string | undefined,
  arn: string | undefined,
  { status, created }: { readonly status?: string | undefined; readonly created: Date | undefined },
): Summary {
  return {
    name: name ?? '',
    arn: arn ?? '',
    createdAtMs: created?.getTime() ?? 0,
    ...(status !== undefined && { status }),
  };
}
