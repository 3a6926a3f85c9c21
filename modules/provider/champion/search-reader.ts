import { isAwsError, LISTING_DELAY_MS, listTags, readSearch, TAG_KEYS } from '../../aws';
import type { AwsSession, SearchReading } from '../../aws';
import { selectBestTrainingJob } from '../../tuning';
import type { Contender, Objective, Prices, SearchMemberStatus, TrialRecord } from '../../tuning';
import { contenderOf } from './contender-of';

/** The training jobs of one search, as far as they could be read. */
export interface SearchTrials {
  readonly trials: readonly TrialRecord[];
  /** Those that the service calls the best of their tuning jobs. */
  readonly favoured: ReadonlySet<string>;
  /** Of the data that all of its tuning jobs read; absent if it is not known or not the same. */
  readonly dataFingerprint?: string | undefined;
}

/** How the searches are read. */
export interface Reading {
  readonly objective: Objective;
  readonly prices: Prices;
  /** How the tuning jobs of the newest search ended. */
  readonly ends: ReadonlyMap<string, SearchMemberStatus>;
}

/**
 * Reads searches that have ended, and collects what their lists lack: `late` if it may still come, `without` if its record is
 * deleted.
 */
export class SearchReader {
  readonly late: string[] = [];
  readonly without: string[] = [];
  private readonly session: AwsSession;
  private readonly reading: Reading;
  private readonly signal: AbortSignal;

  constructor(session: AwsSession, reading: Reading, signal: AbortSignal) {
    this.session = session;
    this.reading = reading;
    this.signal = signal;
  }

  async read(tuningJobNames: readonly string[]): Promise<SearchTrials> {
    const trials: TrialRecord[] = [];
    const favoured = new Set<string>();
    const data = new Set<string | undefined>();
    for (const name of tuningJobNames) {
      const reading = await readSearch(this.session, name, this.signal);
      const end = this.reading.ends.get(name);
      // The listing may have shown that the job ended; without a description the job is deleted or not readable yet.
      if (reading.status === undefined && end !== undefined && end !== 'Missing') {
        this.late.push(`tuning job ${name} has ended, but its description cannot be found`);
      }
      if (reading.gaps.length > 0) (reading.final ? this.without : this.late).push(gapsOf(name, reading));
      if (reading.best !== undefined) favoured.add(reading.best);
      trials.push(...reading.trials);
      data.add(await this.dataOf(reading));
    }
    const [fingerprint] = data;
    return { trials, favoured, ...(data.size === 1 && { dataFingerprint: fingerprint }) };
  }

  /** Returns the best training jobs, at most `most` of them, best first. */
  async best(
    { trials, favoured, dataFingerprint }: SearchTrials,
    most: number,
  ): Promise<readonly Contender[]> {
    const left = [...trials];
    const best: Contender[] = [];
    while (best.length < most) {
      const trial = selectBestTrainingJob(left, this.reading.objective, favoured);
      if (trial === undefined) break;
      left.splice(left.indexOf(trial), 1);
      best.push(await this.describe(trial, dataFingerprint));
    }
    return best;
  }

  async describe(trial: TrialRecord, dataFingerprint?: string): Promise<Contender> {
    const { objective, prices } = this.reading;
    const { contender, described } = await contenderOf(
      this.session,
      { trial, metricName: objective.metric_name, prices, dataFingerprint },
      this.signal,
    );
    if (!described) {
      const sentence = `training job ${trial.trainingJobName} is listed as completed but not yet described as completed`;
      (this.isOld(trial) ? this.without : this.late).push(sentence);
    }
    return contender;
  }

  /** Returns what the launch of a tuning job recorded of its data. */
  private async dataOf({ arn }: SearchReading): Promise<string | undefined> {
    if (arn === undefined) return undefined;
    try {
      return (await listTags(this.session, arn, this.signal))[TAG_KEYS.data];
    } catch (error) {
      // Data that may not be known counts as the same.
      if (isAwsError(error, 'access denied', 'absent')) return undefined;
      throw error;
    }
  }

  /** Returns true if the training job ended so long ago that its record is not late but deleted. */
  private isOld(trial: TrialRecord): boolean {
    return this.session.clock.now() - (trial.endedAtMs ?? trial.createdAtMs) > LISTING_DELAY_MS;
  }
}

const gapsOf = (name: string, { gaps }: SearchReading): string =>
  `the list of the training jobs of tuning job ${name} does not agree with its description: ${gaps.join(', ')}`;
