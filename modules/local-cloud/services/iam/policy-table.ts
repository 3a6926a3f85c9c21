import { ServiceFault } from '../../ports/service';
import type { Collection, Store } from '../../store/store';
import { AWS_MANAGED_POLICIES } from './aws-managed-policies';
import type { PolicyRecord } from './policy-record';

/** Managed policies by ARN: the account's own, and those of AWS whose document the local cloud knows. */
export class PolicyTable {
  private readonly records: Collection<PolicyRecord>;

  constructor(store: Store) {
    this.records = store.collection('iam/policies');
  }

  find(arn: string): PolicyRecord | undefined {
    return this.records.get(arn) ?? AWS_MANAGED_POLICIES.find((policy) => policy.arn === arn);
  }

  get(arn: string): PolicyRecord {
    const record = this.find(arn);
    if (record === undefined) throw new ServiceFault('NoSuchEntityException', `Policy ${arn} was not found.`);
    return record;
  }

  /** AWS has more than a thousand policies of its own, so any well-formed ARN of one can be attached. */
  isAttachable(arn: string): boolean {
    return this.find(arn) !== undefined || /^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(arn);
  }

  put(record: PolicyRecord): void {
    this.records.put(record.arn, record);
  }

  remove(arn: string): void {
    this.records.remove(arn);
  }

  all(): readonly PolicyRecord[] {
    return [...this.records.list()].map(([, record]) => record);
  }
}
