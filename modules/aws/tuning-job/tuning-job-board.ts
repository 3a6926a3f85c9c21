import { jitter } from '../../reconcile';
import type { TuningJobStatus } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { pagesOf } from '../pages-of';
import { describeTuningJob } from './describe-tuning-job';
import { RunningTuningJobs } from './running-tuning-jobs';
import { SharedWork } from './shared-work';

/** An observation of a tuning job; `undefined` if the job does not exist (yet). */
export type BoardEntry =
  | {
      readonly status: TuningJobStatus;
      readonly completed: number;
      /** Milliseconds since the epoch, by the service's clock. */
      readonly createdAtMs: number;
    }
  | undefined;

type Listing = ReadonlyMap<string, BoardEntry>;

/** How long a listing answers for all waiters, in milliseconds: however many wait, the account is listed twice a minute. */
const RECENT_MS = { aws: 30_000, local: 200 } as const;

/**
 * The statuses of the account's tuning jobs, shared by all waiting parts of the process.
 *
 * A single waiter describes its own job, and so does each of several the first time it looks. From then on they share one
 * paged listing, because SageMaker allows about two listings a second per account. The descriptions tell how far back the
 * listing must go, so that an account's thousands of old jobs cost no page.
 */
export class TuningJobBoard {
  /** When the provider was configured, which is the beginning of the apply; milliseconds since the epoch. */
  readonly openedAtMs: number;
  /** The running tuning jobs, for the search for jobs that are missing from state. */
  readonly running: RunningTuningJobs;
  private readonly session: AwsSession;
  private readonly watched = new Map<string, number>();
  /** When each tuning job that was described was created. */
  private readonly created = new Map<string, number>();
  private underWay: SharedWork<Listing> | undefined;
  private latest: { readonly listing: Listing; readonly endedAt: number } | undefined;

  constructor(session: AwsSession) {
    this.session = session;
    this.openedAtMs = session.clock.now();
    this.running = new RunningTuningJobs(session);
  }

  /**
   * Returns the pause before the next observation, in milliseconds, from the time waited so far: 10 seconds to a minute, a fifth more
   * or less by chance, so that applies that began together do not go on asking together.
   */
  pollAfterMs(waitedMs: number): number {
    const { settings, random } = this.session;
    if (settings.target === 'local') return waitedMs < 5_000 ? 200 : 1_000;
    return jitter(Math.min(60_000, Math.max(10_000, waitedMs / 10)), 0.2, random);
  }

  /** Registers a waiter, so that a listing covers its job. Returns a function that ends the registration. */
  watch(name: string): () => void {
    this.watched.set(name, (this.watched.get(name) ?? 0) + 1);
    return () => {
      const left = (this.watched.get(name) ?? 1) - 1;
      if (left === 0) this.watched.delete(name);
      else this.watched.set(name, left);
    };
  }

  async look(name: string, signal: AbortSignal): Promise<BoardEntry> {
    const isShared = this.watched.size > 1 && this.watched.has(name) && this.created.has(name);
    if (!isShared) return this.describe(name, signal);
    const listed = (await this.sharedListing(signal)).get(name);
    // A listing may lag behind a launch; only a description proves absence.
    return listed ?? this.describe(name, signal);
  }

  private async describe(name: string, signal: AbortSignal): Promise<BoardEntry> {
    const seen = await describeTuningJob(this.session, name, signal, () => false);
    if (seen === undefined) return undefined;
    const { status, counters, createdAtMs } = seen;
    this.created.set(name, createdAtMs);
    return { status, completed: counters.completed, createdAtMs };
  }

  /** Returns the latest listing if it is recent, else the current one, else a new one; never runs two at a time. */
  private async sharedListing(signal: AbortSignal): Promise<Listing> {
    const { latest } = this;
    const now = this.session.clock.now();
    if (latest !== undefined && now - latest.endedAt < RECENT_MS[this.session.settings.target]) {
      return latest.listing;
    }
    if (this.underWay === undefined || this.underWay.isOver) {
      this.underWay = new SharedWork((interrupted) => this.list(interrupted));
    }
    return this.underWay.join(signal);
  }

  private async list(signal: AbortSignal): Promise<Listing> {
    const { client, sdk } = this.session.sageMaker();
    const found = new Map<string, BoardEntry>();
    const missing = new Set([...this.watched.keys()].filter((name) => this.created.has(name)));
    const oldestMs = Math.min(...[...missing].map((name) => this.created.get(name) ?? 0));
    const reading = { doing: 'list the tuning jobs', signal };
    for await (const { HyperParameterTuningJobSummaries: jobs = [] } of pagesOf(
      this.session,
      reading,
      (page, options) =>
        client.send(
          new sdk.ListHyperParameterTuningJobsCommand({
            ...page,
            SortBy: 'CreationTime',
            SortOrder: 'Descending',
            // The service leaves out what was created at this very moment.
            CreationTimeAfter: new Date(Math.max(0, oldestMs - 1_000)),
          }),
          options,
        ),
    )) {
      for (const job of jobs) {
        const name = job.HyperParameterTuningJobName ?? '';
        missing.delete(name);
        found.set(name, {
          status: job.HyperParameterTuningJobStatus ?? 'InProgress',
          completed: job.TrainingJobStatusCounters?.Completed ?? 0,
          createdAtMs: job.CreationTime?.getTime() ?? 0,
        });
      }
      if (missing.size === 0) break;
    }
    // Its age counts from its end: a listing that takes longer than the pause would otherwise never be recent.
    this.latest = { listing: found, endedAt: this.session.clock.now() };
    return found;
  }
}
