import type { AwsSession } from '../client-factory';
import { listObjects } from '../list-objects';
import { listTags } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';
import { SharedWork } from './shared-work';

/** A tuning job in a listing. */
export interface ListedTuningJob {
  readonly name: string;
  readonly arn: string;
}

/** How long a listing stays valid, in milliseconds. */
const RECENT_MS = { aws: 10_000, local: 200 } as const;

/**
 * The running tuning jobs of the account. All resources of the process share one listing: an account has at most some hundred
 * running jobs, and one listing per experiment would slow a refresh down to one call a second.
 */
export class RunningTuningJobs {
  private readonly session: AwsSession;
  private underWay: SharedWork<readonly ListedTuningJob[]> | undefined;
  private readonly tags = new Map<string, SharedWork<Tags>>();
  private readTags = new Map<string, Tags>();
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

  /** Returns the tags of one job. Reads each job once, because experiments with similar names check the same jobs. */
  async tagsOf({ arn }: ListedTuningJob, signal: AbortSignal): Promise<Tags> {
    const read = this.readTags.get(arn);
    if (read !== undefined) return read;
    let work = this.tags.get(arn);
    if (work === undefined || work.isOver) {
      work = new SharedWork((interrupted) => listTags(this.session, arn, interrupted));
      this.tags.set(arn, work);
    }
    const tags = await work.join(signal);
    this.readTags.set(arn, tags);
    return tags;
  }

  private async read(signal: AbortSignal): Promise<readonly ListedTuningJob[]> {
    const jobs = await listObjects(this.session, { kind: 'tuning job', status: 'InProgress' }, signal);
    this.readTags = new Map();
    this.latest = { jobs, endedAt: this.session.clock.now() };
    return jobs;
  }
}
