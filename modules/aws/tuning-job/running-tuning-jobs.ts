import { calling } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { SharedWork } from './shared-work';

/** A tuning job as a listing shows it. */
export interface ListedTuningJob {
  readonly name: string;
  readonly arn: string;
}

/** How long a listing is recent, milliseconds. */
const RECENT_MS = { aws: 10_000, local: 200 } as const;

/**
 * The tuning jobs of the account that run. One listing answers every resource of the process that asks: an account has at
 * most some hundred running, and a listing for each experiment would hold a refresh up at one call a second.
 */
export class RunningTuningJobs {
  private readonly session: AwsSession;
  private underWay: SharedWork<readonly ListedTuningJob[]> | undefined;
  private latest: { readonly jobs: readonly ListedTuningJob[]; readonly endedAt: number } | undefined;

  constructor(session: AwsSession) {
    this.session = session;
  }

  async list(signal: AbortSignal): Promise<readonly ListedTuningJob[]> {
    const { clock, settings } = this.session;
    if (this.latest !== undefined && clock.now() - this.latest.endedAt < RECENT_MS[settings.target]) {
      return this.latest.jobs;
    }
    if (this.underWay === undefined || this.underWay.isOver) {
      this.underWay = new SharedWork((interrupted) => this.read(interrupted));
    }
    return this.underWay.join(signal);
  }

  private async read(signal: AbortSignal): Promise<readonly ListedTuningJob[]> {
    const { client, sdk } = this.session.sageMaker();
    const jobs: ListedTuningJob[] = [];
    let next: string | undefined;
    do {
      await this.session.listing.acquire(signal);
      const page = await calling('list the running tuning jobs', () =>
        client.send(
          new sdk.ListHyperParameterTuningJobsCommand({
            StatusEquals: 'InProgress',
            MaxResults: 100,
            NextToken: next,
          }),
          { abortSignal: signal },
        ),
      );
      for (const summary of page.HyperParameterTuningJobSummaries ?? []) {
        jobs.push({
          name: summary.HyperParameterTuningJobName ?? '',
          arn: summary.HyperParameterTuningJobArn ?? '',
        });
      }
      next = page.NextToken;
    } while (next !== undefined);
    this.latest = { jobs, endedAt: this.session.clock.now() };
    return jobs;
  }
}
