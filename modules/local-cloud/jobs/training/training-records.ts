import { ListingIndex } from '../../store/listing-index';
import type { Listed } from '../../store/listing-index';
import { listedOf, NamedRecords } from '../../store/named-records';
import type { Store } from '../../store/store';
import { objectiveValue } from './training-job-record';
import type { TrainingJobRecord } from './training-job-record';

/** The properties of a training job that listings use; for a trial also its tuning job and its objective's value. */
export interface ListedTrial extends Listed {
  readonly status: TrainingJobRecord['status'];
  readonly tuningJobId?: string;
  readonly value?: number;
}

/** The records of all training jobs, listable as a whole and by tuning job. */
export class TrainingRecords {
  private readonly store: Store;
  private readonly records: NamedRecords<TrainingJobRecord, ListedTrial>;
  private readonly byTuningJob = new Map<string, ListingIndex<ListedTrial>>();

  constructor(store: Store) {
    this.store = store;
    this.records = new NamedRecords(store, 'sagemaker/training-jobs', entryOf);
  }

  get(name: string): TrainingJobRecord | undefined {
    return this.records.get(name);
  }

  put(record: TrainingJobRecord): void {
    this.records.put(record);
    const entry = entryOf(record);
    this.store.afterCommit(() => this.byTuningJob.get(entry.tuningJobId ?? '')?.put(entry));
  }

  remove(name: string): void {
    this.records.remove(name);
    this.store.afterCommit(() => {
      for (const index of this.byTuningJob.values()) index.remove(name);
    });
  }

  get index(): ListingIndex<ListedTrial> {
    return this.records.index;
  }

  /** Returns the training jobs of one tuning job. Selected from all once, at the first use. */
  trialsOf(tuningJobId: string): ListingIndex<ListedTrial> {
    const known = this.byTuningJob.get(tuningJobId);
    if (known !== undefined) return known;
    const own = [...this.index.all()].filter((entry) => entry.tuningJobId === tuningJobId);
    const made = new ListingIndex(own);
    this.byTuningJob.set(tuningJobId, made);
    return made;
  }
}

function entryOf(record: TrainingJobRecord): ListedTrial {
  const value = objectiveValue(record);
  return {
    ...listedOf(record),
    status: record.status,
    ...(record.trial === undefined ? {} : { tuningJobId: record.trial.tuningJobId }),
    ...(value === undefined ? {} : { value }),
  };
}
