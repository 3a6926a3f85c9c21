import { dirname } from 'node:path';
import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import { messageOf } from '../../../kernel';
import { discardFolder } from '../../runners/discard-folder';
import type { Listed, ListingIndex } from '../../store/listing-index';
import { sweepFolder } from '../../runners/sweep-folder';
import { ContainerPaths } from '../container-paths';
import { LONGEST_REASON } from '../failure';
import { BackgroundWork } from './background-work';
import { VariantChooser } from './choose-variant';
import type { Deployment, EndpointRecord } from './endpoint-record';
import { EndpointRecords } from './endpoint-records';
import type { EndpointRecordsDependencies } from './endpoint-records';
import { endpointDirectory, Fleet } from './fleet';
import type { HostingDependencies } from './fleet';
import type { ModelServer } from './model-server';

export type EndpointsDependencies = HostingDependencies & EndpointRecordsDependencies;

/** Time for current requests to finish on a server that is taken out of service. */
const DRAIN_MS = 5_000;

/** All endpoints: their records in the store and the servers behind them. */
export class Endpoints {
  private readonly dependencies: EndpointsDependencies;
  private readonly records: EndpointRecords;
  private readonly live = new Map<string, Fleet>();
  /** Starting fleets; kept so that deletion and shutdown can end them. */
  private readonly rising = new Map<string, Fleet>();
  private readonly choosers = new Map<string, VariantChooser>();
  private readonly work: BackgroundWork;
  private readonly ending = new AbortController();

  constructor(dependencies: EndpointsDependencies) {
    this.dependencies = dependencies;
    this.records = new EndpointRecords(dependencies, this.ending.signal);
    this.work = new BackgroundWork(dependencies.logger);
  }

  get(name: string): EndpointRecord | undefined {
    return this.records.get(name);
  }

  /** The listing entries. */
  get index(): ListingIndex<Listed> {
    return this.records.index;
  }

  /** Writes the record of a new endpoint. Begin its deployment after the surrounding transaction. */
  add(
    endpoint: Pick<EndpointRecord, 'name' | 'arn' | 'createdAtMs'>,
    pending: Deployment,
    config?: DeploymentConfig,
  ): void {
    this.records.put({
      ...endpoint,
      status: 'Creating',
      modifiedAtMs: endpoint.createdAtMs,
      pending,
      ...(config === undefined ? {} : { deploymentConfig: config }),
    });
  }

  /** Deploys the pending deployment. Returns at once. */
  begin(name: string): void {
    this.work.start(() => this.deploy(name));
  }

  /** Rolls out another deployment next to the live one. Returns at once. */
  update(name: string, pending: Deployment, config?: DeploymentConfig): void {
    const kept = config === undefined ? {} : { deploymentConfig: config };
    this.records.change(name, ({ failureReason: _, ...record }) => ({
      ...record,
      ...kept,
      status: 'Updating',
      pending,
    }));
    this.begin(name);
  }

  /** Sets weights and instance counts of live variants. */
  adjust(name: string, change: (live: Deployment) => Deployment): void {
    this.records.change(name, (record) =>
      record.live === undefined ? record : { ...record, live: change(record.live) },
    );
  }

  /** Takes an endpoint out of service and removes it. Returns at once. */
  delete(name: string): void {
    this.records.change(name, (record) => ({ ...record, status: 'Deleting' }));
    this.work.start(() => this.dismantle(name));
  }

  /** Returns the server for the next invocation, of the requested variant or by weight. */
  serverFor(record: EndpointRecord, variant?: string): ModelServer | undefined {
    const key = record.name.toLowerCase();
    const chooser = this.choosers.get(key) ?? new VariantChooser();
    this.choosers.set(key, chooser);
    const chosen = variant ?? chooser.next(record.live?.variants ?? [])?.name;
    return chosen === undefined ? undefined : this.live.get(key)?.server(chosen);
  }

  /** Restores the endpoints that an earlier process served or was deploying. */
  resume(): void {
    this.work.start(() => this.sweep());
    for (const record of this.records.list()) {
      const { name, live, pending, status } = record;
      if (this.live.has(name.toLowerCase()) || this.rising.has(name.toLowerCase())) continue;
      if (status === 'Deleting') this.work.start(() => this.dismantle(name));
      else if (live !== undefined) this.work.start(() => this.revive(name, live, pending));
      else if (status === 'Creating') this.begin(name);
    }
  }

  /** Ends all servers. Records stay unchanged for the next start. */
  async close(): Promise<void> {
    this.ending.abort();
    await Promise.all([...this.live.values(), ...this.rising.values()].map((fleet) => fleet.stop(DRAIN_MS)));
    await this.work.ended();
  }

  /** Removes the folders of endpoints and deployments that no longer exist. */
  private async sweep(): Promise<void> {
    const all = dirname(endpointDirectory(this.dependencies.directory, 'any'));
    await sweepFolder(all, (name) => this.get(name) !== undefined, this.dependencies.logger);
    for (const { name } of this.records.list()) await this.tidy(name);
  }

  private async deploy(name: string): Promise<void> {
    const { pending, live } = this.get(name) ?? {};
    if (pending === undefined) return;
    const fleet = new Fleet(this.dependencies, name, pending);
    const key = name.toLowerCase();
    this.rising.set(key, fleet);
    let old: Fleet | undefined;
    try {
      await fleet.start();
      if (!this.isAwaited(name, pending)) {
        await fleet.stop(0);
        return;
      }
      old = await this.switchOver(name, fleet);
    } catch (error) {
      if (this.isAwaited(name, pending)) await this.giveUp(name, fleet, messageOf(error));
      else await fleet.stop(0);
    } finally {
      if (this.rising.get(key) === fleet) this.rising.delete(key);
    }
    // The new servers are in service; a problem of the old ones must not end them.
    await old?.stop(DRAIN_MS);
    if (live !== undefined) await this.tidy(name);
  }

  /** Puts the new servers into service. Returns the ones that they replace. */
  private async switchOver(name: string, fleet: Fleet): Promise<Fleet | undefined> {
    const key = name.toLowerCase();
    const old = this.live.get(key);
    this.live.set(key, fleet);
    await this.records.changeInTime(name, ({ pending: _, failureReason: _reason, ...record }) => ({
      ...record,
      status: 'InService',
      live: fleet.deployment,
    }));
    return old;
  }

  /** As on SageMaker, the old deployment stays if the update does not come into service. */
  private async giveUp(name: string, fleet: Fleet, reason: string): Promise<void> {
    const failureReason = this.shown(reason);
    this.dependencies.logger.warn('endpoint deployment failed', { endpoint: name, reason });
    const rolledBack = this.get(name)?.live !== undefined;
    if (rolledBack) await this.records.changeInTime(name, (record) => ({ ...record, status: 'RollingBack' }));
    await fleet.stop(0);
    if (this.get(name) === undefined || this.get(name)?.status === 'Deleting') return;
    await this.records.changeInTime(name, ({ pending, ...record }) =>
      rolledBack
        ? { ...record, status: 'InService', failureReason }
        : { ...record, ...(pending === undefined ? {} : { pending }), status: 'Failed', failureReason },
    );
  }

  private async revive(name: string, live: Deployment, pending: Deployment | undefined): Promise<void> {
    const fleet = new Fleet(this.dependencies, name, live);
    this.live.set(name.toLowerCase(), fleet);
    try {
      await fleet.start();
    } catch (error) {
      if (!this.isLive(name, live)) return;
      const failureReason = `The endpoint could not be restored after a restart: ${messageOf(error)}`;
      await this.records.changeInTime(name, (record) => ({
        ...record,
        status: 'Failed',
        failureReason: this.shown(failureReason),
      }));
      return;
    }
    if (!this.isLive(name, live)) return;
    // The previous start may have failed to restore it and recorded that.
    if (this.get(name)?.status === 'Failed') {
      await this.records.changeInTime(name, ({ failureReason: _, ...record }) => ({
        ...record,
        status: pending === undefined ? 'InService' : 'Updating',
      }));
    }
    if (pending !== undefined) await this.deploy(name);
  }

  private async dismantle(name: string): Promise<void> {
    const key = name.toLowerCase();
    await Promise.all([this.rising.get(key)?.stop(0), this.live.get(key)?.stop(DRAIN_MS)]);
    if (this.ending.signal.aborted) return;
    this.live.delete(key);
    this.choosers.delete(key);
    await discardFolder(endpointDirectory(this.dependencies.directory, name), this.dependencies.logger);
    await this.records.removeInTime(name);
  }

  /** Removes the folders of deployments that are neither live nor pending. */
  private async tidy(name: string): Promise<void> {
    const record = this.get(name);
    if (record === undefined || this.ending.signal.aborted) return;
    const kept = new Set([record.live?.id, record.pending?.id]);
    const folder = endpointDirectory(this.dependencies.directory, name);
    await sweepFolder(folder, (id) => kept.has(id), this.dependencies.logger);
  }

  /** Whether the endpoint is still waiting for the deployment. */
  private isAwaited(name: string, deployment: Deployment): boolean {
    const record = this.get(name);
    return (
      !this.ending.signal.aborted && record?.pending?.id === deployment.id && record.status !== 'Deleting'
    );
  }

  /** Whether the deployment is still the one that answers invocations. */
  private isLive(name: string, deployment: Deployment): boolean {
    const record = this.get(name);
    return !this.ending.signal.aborted && record?.live?.id === deployment.id && record.status !== 'Deleting';
  }

  /** Returns a reason to record: of limited length, with the container's paths instead of this machine's. */
  private shown(reason: string): string {
    return new ContainerPaths(this.dependencies.directory).translate(reason).slice(0, LONGEST_REASON);
  }
}
