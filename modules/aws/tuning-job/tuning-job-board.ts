import type { TuningJobStatus } from '../../tuning';
import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { describeTuningJob } from './describe-tuning-job';
import { RunningTuningJobs } from './running-tuning-jobs';
import { SharedWork } from './shared-work';

/** One look at a watched tuning job. `undefined`: there is no such job (yet). */
export type BoardEntry = { readonly status: TuningJobStatus; readonly completed: number } | undefined;

type Listing = ReadonlyMap<string, BoardEntry>;

/**
 * What every waiting part of the process knows about the tuning jobs of the account.
 *
 * A single waiter describes its own job. As soon as several wait, one paged listing answers all of them, because
 * SageMaker allows about two listings a second per account whoever asks.
 */
export class TuningJobBoard {
  /** The tuning jobs that run, for whoever looks for one that state does not know. */
  readonly running: RunningTuningJobs;
  private readonly session: AwsSession;
  private readonly watched = new Map<string, number>();
  private underWay: SharedWork<Listing> | undefined;
  private latest: { readonly listing: Listing; readonly endedAt: number } | undefined;

  constructor(session: AwsSession) {
    this.session = session;
    this.running = new RunningTuningJobs(session);
  }

  /** How long a waiter should wait before it looks again, given how long the search has been going on. */
  pollAfterMs(waitedMs: number): number {
    if (this.session.settings.target === 'local') return waitedMs < 5_000 ? 200 : 1_000;
    return Math.min(60_000, Math.max(10_000, waitedMs / 10));
  }

  /** Announces interest in a job, so that one listing covers it. Call the answer when done. */
  watch(name: string): () => void {
    this.watched.set(name, (this.watched.get(name) ?? 0) + 1);
    return () => {
      const left = (this.watched.get(name) ?? 1) - 1;
      if (left === 0) this.watched.delete(name);
      else this.watched.set(name, left);
    };
  }

  async look(name: string, signal: AbortSignal): Promise<BoardEntry> {
    if (this.watched.size <= 1) return this.describe(name, signal);
    const listed = (await this.sharedListing(signal)).get(name);
    // A listing may lag behind a launch; only a description proves absence.
    return listed ?? this.describe(name, signal);
  }

  private async describe(name: string, signal: AbortSignal): Promise<BoardEntry> {
    const seen = await describeTuningJob(this.session, name, signal);
    return seen === undefined ? undefined : { status: seen.status, completed: seen.counters.completed };
  }

  /** The latest listing if it is recent, else the one under way, else a new one: never two at a time. */
  private async sharedListing(signal: AbortSignal): Promise<Listing> {
    const { latest } = this;
    const now = this.session.clock.now();
    if (latest !== undefined && now - latest.endedAt < this.pollAfterMs(0)) return latest.listing;
    if (this.underWay === undefined || this.underWay.isOver) {
      this.underWay = new SharedWork((interrupted) => this.list(interrupted));
    }
    return this.underWay.join(signal);
  }

  private async list(signal: AbortSignal): Promise<Listing> {
    const { client, sdk } = this.session.sageMaker();
    const found = new Map<string, BoardEntry>();
    const missing = new Set(this.watched.keys());
    let next: string | undefined;
    do {
      await this.session.listing.acquire(signal);
      const page = await classifyErrors('list tuning jobs', () =>
        client.send(
          new sdk.ListHyperParameterTuningJobsCommand({
            MaxResults: 100,
            SortBy: 'CreationTime',
            SortOrder: 'Descending',
            NextToken: next,
          }),
          { abortSignal: signal },
        ),
      );
      for (const summary of page.HyperParameterTuningJobSummaries ?? []) {
        const name = summary.HyperParameterTuningJobName ?? '';
        missing.delete(name);
        found.set(name, {
          status: summary.HyperParameterTuningJobStatus ?? 'InProgress',
          completed: summary.TrainingJobStatusCounters?.Completed ?? 0,
        });
      }
      next = missing.size === 0 ? undefined : page.NextToken;
    } while (next !== undefined);
    // Its end counts and not its start: one that took longer than the pause between two would never be recent.
    this.latest = { listing: found, endedAt: this.session.clock.now() };
    return found;
  }
}
