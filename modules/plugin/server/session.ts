import { TuneformError } from '../../kernel';
import type { Clock, Diagnostic, Logger } from '../../kernel';
import { encodeMsgpack } from '../cty/encode';
import type { Context } from '../framework/context';
import type { Deferred } from '../framework/deferred';
import type { DataSource } from '../framework/data-source';
import type { EphemeralResource } from '../framework/ephemeral-resource';
import type { ManagedResource } from '../framework/managed-resource';
import type { AnyProvider, Lazy } from '../framework/provider';
import type { AnyProviderFunction } from '../framework/registrable';
import { breachDiagnostics } from '../rules/breach';
import type { Breach } from '../rules/breach';
import { checkSurface } from '../rules/check-surface';
import { checkObject } from '../rules/check-object';
import type { ObjectRules } from '../rules/check-object';
import type { Inspected } from '../rules/inspect';
import type { Body } from '../plan/body';
import type { Schema } from '../schema/schema';
import type { DynamicValueMessage } from '../protocol/messages/values';
import type { ValueType } from '../schema/types/value-type';
import { DefectiveProvider } from './defective-provider';
import { Registry } from './registry';
import { withDigits } from './values';
import type { Received } from './values';

/** How responses are treated before they are sent. */
export interface AnswerPolicy {
  /** Checks responses against Terraform's rules. Off only in tests that want to see what Terraform reports itself. */
  readonly check: boolean;
  /** Plans and calls functions twice to check that they depend on their request alone. For tests. */
  readonly repeat: boolean;
  readonly encode: (type: ValueType, value: unknown) => Uint8Array;
}

/** For production: everything runs once and is checked against the rules. */
export const servingPolicy: AnswerPolicy = { check: true, repeat: false, encode: encodeMsgpack };

export interface SessionOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly policy: AnswerPolicy;
}

/** Everything that a provider offers, by name. */
interface Everything {
  readonly resources: ReadonlyMap<string, ManagedResource>;
  readonly dataSources: ReadonlyMap<string, DataSource>;
  readonly ephemeralResources: ReadonlyMap<string, EphemeralResource>;
  readonly functions: ReadonlyMap<string, AnyProviderFunction>;
}

/** One provider being served: what it offers, its configuration once known, and the running calls. */
export class Session {
  readonly provider: AnyProvider;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly policy: AnswerPolicy;
  /** Undefined until configured, and while too much of the configuration is unknown. */
  configured: unknown;
  private configurationUnknown = false;
  private deferred: Deferred | undefined;
  private readonly resources: Registry<ManagedResource>;
  private readonly dataSources: Registry<DataSource>;
  private readonly ephemeralResources: Registry<EphemeralResource>;
  private readonly functions: Registry<AnyProviderFunction>;
  private readonly running = new Set<AbortController>();
  private stopped = false;

  constructor(provider: AnyProvider, options: SessionOptions) {
    this.provider = provider;
    this.logger = options.logger;
    this.clock = options.clock;
    this.policy = options.policy;
    // A provider lists its resources with their schemas' types erased; the code here reads every schema through its
    // attributes anyway.
    const erased = <T extends { readonly typeName: string }>(entries: readonly unknown[] = []): Registry<T> =>
      new Registry(entries as readonly Lazy<T>[], (entry) => entry.typeName);
    this.resources = erased<ManagedResource>(provider.resources);
    this.dataSources = erased<DataSource>(provider.dataSources);
    this.ephemeralResources = erased<EphemeralResource>(provider.ephemeralResources);
    this.functions = new Registry(provider.functions ?? [], (entry) => entry.name);
  }

  async resource(name: string): Promise<ManagedResource> {
    return (await this.resources.find(name)) ?? this.missing('resource type', name);
  }

  async dataSource(name: string): Promise<DataSource> {
    return (await this.dataSources.find(name)) ?? this.missing('data source', name);
  }

  async ephemeralResource(name: string): Promise<EphemeralResource> {
    return (await this.ephemeralResources.find(name)) ?? this.missing('ephemeral resource type', name);
  }

  async function(name: string): Promise<AnyProviderFunction> {
    return (await this.functions.find(name)) ?? this.missing('function', name);
  }

  /** Returns everything that the provider offers. Loads all of it. Throws if the provider as a whole is invalid. */
  async everything(): Promise<Everything> {
    const [resources, dataSources, ephemeralResources, functions] = [
      await this.resources.all(),
      await this.dataSources.all(),
      await this.ephemeralResources.all(),
      await this.functions.all(),
    ];
    if (this.policy.check) {
      const surface = {
        provider: this.provider.schema,
        resources,
        dataSources,
        ephemeralResources,
        functions,
      };
      const blame = checkSurface(surface).flatMap(({ kind, name, breaches }) =>
        this.blame(breaches, `describing ${kind} ${name || this.provider.name}`),
      );
      // Paths lead into schemas here, but Terraform expects them to lead into a configuration.
      const defects = blame.map(({ path: _path, ...diagnostic }) => diagnostic);
      if (defects.length > 0) throw new DefectiveProvider(defects);
    }
    return {
      resources: resources.byName,
      dataSources: dataSources.byName,
      ephemeralResources: ephemeralResources.byName,
      functions: functions.byName,
    };
  }

  /** Keeps the result of the provider's `configure`. */
  configure(configured: unknown, configurationUnknown: boolean, deferred?: Deferred): void {
    this.configured = configured;
    this.deferred = deferred;
    this.configurationUnknown = configurationUnknown;
  }

  /** Returns what `configure` supplied, for calls that need it. */
  requireConfigured(doing: string): unknown {
    if (this.configured === undefined && this.configurationUnknown) {
      throw new TuneformError(
        `The configuration of provider "${this.provider.name}" depends on values that are known only after apply, ` +
          `so ${doing} is not possible yet. Apply the resources that those values come from first (terraform apply -target), ` +
          'or give the provider values that are known.',
        { code: 'PROVIDER_CONFIGURATION_UNKNOWN', summary: 'Provider Configuration Unknown' },
      );
    }
    return this.configured;
  }

  /**
   * Returns the deferral that the provider gave instead of its configuration, for calls that Terraform allows to be
   * deferred.
   */
  deferredBy({ deferralAllowed }: Context): Deferred | undefined {
    return deferralAllowed ? this.deferred : undefined;
  }

  /**
   * Runs one call with a context whose signal aborts if the caller goes away or Terraform is interrupted.
   * `capabilities` are the ones that Terraform sent with the call, if any.
   */
  async run<T>(
    caller: AbortController,
    work: (context: Context) => Promise<T> | T,
    capabilities: { readonly deferralAllowed?: boolean | undefined } = {},
  ): Promise<T> {
    if (this.stopped) caller.abort(interruption());
    this.running.add(caller);
    try {
      return await work({
        // Most calls never use the signal, so it is created on first use.
        get signal() {
          return caller.signal;
        },
        deferralAllowed: capabilities.deferralAllowed === true,
        logger: this.logger,
      });
    } finally {
      this.running.delete(caller);
    }
  }

  /** Encodes a response; restores digits that providers do not see where the response contains a received value. */
  send(type: ValueType, value: unknown, received: readonly Received[] = []): DynamicValueMessage {
    return { msgpack: this.policy.encode(type, withDigits(type, value, received)) };
  }

  /** Checks an object to be stored unchanged against the given rules. Null means that there is none. */
  inspect(schema: Schema, object: Body | null | undefined, rules: ObjectRules): Inspected<Body | null> {
    if (object === null) return { value: null, breaches: [] };
    if (!this.policy.check) return { value: object ?? null, breaches: [] };
    return checkObject(schema, object, rules);
  }

  /** Returns the diagnostics for broken rules; empty if checks are off. */
  blame(breaches: readonly Breach[], doing: string): readonly Diagnostic[] {
    if (breaches.length > 0) this.logger.error('provider broke a rule', { doing, breaches });
    return breachDiagnostics(breaches, { provider: this.provider.name, doing });
  }

  /** Terraform was interrupted: aborts every running call, and every later one until a new run begins. */
  stop(): void {
    this.stopped = true;
    for (const caller of this.running) caller.abort(interruption());
  }

  /** A new Terraform run begins without an interrupt. */
  begin(): void {
    this.stopped = false;
  }

  private missing(kind: string, name: string): never {
    throw new TuneformError(
      `Provider "${this.provider.name}" ${this.provider.version} has no ${kind} "${name}". Correct the name, or use a release of ` +
        'the provider that has it.',
      {
        code: 'UNKNOWN_TYPE',
        summary: `Unsupported ${kind.replace(/\b\w/g, (letter) => letter.toUpperCase())}`,
      },
    );
  }
}

function interruption(): TuneformError {
  return new TuneformError('Terraform asked the provider to stop.', {
    code: 'INTERRUPTED',
    summary: 'Interrupted',
  });
}
