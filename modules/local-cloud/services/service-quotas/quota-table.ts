import type { QuotaBook } from '../../ports/ports';
import type { Collection, Store } from '../../store/store';
import codes from './quota-codes.json';

/** A quota of SageMaker in the local cloud's account. */
export interface Quota {
  readonly code: string;
  readonly name: string;
  /** What a new AWS account has. */
  readonly usual: number;
  /** What this account has unless it was set. */
  readonly granted: number;
  readonly isAdjustable: boolean;
}

/** New accounts begin without training instances of most types. */
const USUAL_INSTANCES = 0;
/** A hundred training jobs at a time of ten instances: no search of one user on one machine reaches it. */
const GRANTED_INSTANCES = 1000;

const instances = (code: string, name: string): Quota => ({
  code,
  name,
  usual: USUAL_INSTANCES,
  granted: GRANTED_INSTANCES,
  isAdjustable: true,
});

/** All that are served. Instance types without a known quota code are absent, and unlimited. */
const QUOTAS: readonly Quota[] = [
  {
    code: 'L-52DB9D33',
    name: 'Maximum number of training jobs that each hyperparameter tuning job with Random search strategy can create',
    usual: 750,
    granted: 10_000,
    isAdjustable: true,
  },
  {
    // AWS documents this limit and publishes no code for it: this one is the local cloud's own.
    code: 'L-TUNINGJOBS',
    name: 'Number of parallel (concurrent) hyperparameter tuning jobs',
    usual: 100,
    granted: 100,
    isAdjustable: false,
  },
  ...Object.entries(codes.trainingInstances).flatMap(([type, [onDemand = '', spot = '']]) => [
    instances(spot, `${type} for spot training job usage`),
    instances(onDemand, `${type} for training job usage`),
  ]),
];

/** The account's quotas, as durable as the store. */
export class QuotaTable implements QuotaBook {
  private readonly values: Collection<number>;

  constructor(store: Store) {
    this.values = store.collection('service-quotas/values');
  }

  all(): readonly Quota[] {
    return QUOTAS;
  }

  find(code: string): Quota | undefined {
    return QUOTAS.find((quota) => quota.code === code);
  }

  valueOf({ code, granted }: Quota): number {
    return this.values.get(code) ?? granted;
  }

  limitOf(name: string): number | undefined {
    const quota = QUOTAS.find((one) => one.name === name);
    return quota === undefined ? undefined : this.valueOf(quota);
  }

  set(name: string, value: number): boolean {
    const quota = QUOTAS.find((one) => one.name === name);
    if (quota !== undefined) this.values.put(quota.code, value);
    return quota !== undefined;
  }
}
