import { TuneformError } from '../../kernel';
import type { Clock, Diagnostic, Logger } from '../../kernel';
import { encodeMsgpack } from '../cty/encode';
import type { Context } from '../framework/context';
import type { Deferred } from '../framework/deferred';
import type { DataSource } from '../framework/data-source';
import type { EphemeralResource } from '../framework/ephemeral-resource';
import type { ManagedResource } from '../framework/managed-resource';
import type { AnyProvider } from '../framework/provider';
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
import type { ValueType } from '../schema/value-type';
import { DefectiveProvider } from './defective-provider';
import { Registry } from './registry';
import { withDigits } from './values';
import type { Received } from './values';

/** How answers are treated on their way out. */
export interface AnswerPolicy {
  /** Holds answers to Terraform's rules. Off only in tests that want to see what Terraform says itself. */
  readonly check: boolean;
  /** Plans and calls functions twice to find out whether they depend on their request alone. For tests. */
  readonly repeat: boolean;
  readonly encode: (type: ValueType, value: unknown) => Uint8Array;
}

/** For production: one run of everything, held to the rules. */
export const servingPolicy: AnswerPolicy = { check: true, repeat: false, encode: encodeMsgpack };

export interface SessionOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly policy: AnswerPolicy;
}

/** All that a provider offers, by name. */
interface Everything {
  readonly resources: ReadonlyMap<string, ManagedResource>;
  readonly dataSources: ReadonlyMap<string, DataSource>;
  readonly ephemeralResources: ReadonlyMap<string, EphemeralResource>;
  readonly functions: ReadonlyMap<string, AnyProviderFunction>;
}

/** One provider being served: what it offers, its configuration once it has one, and the calls that are running. */
export class Session {
  readonly provider: AnyProvider;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly policy: AnswerPolicy;
  /** Undefined until configured, and while the configuration is not known well enough. */
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
    // What a provider lists has forgotten its schema; here every schema is looked at through its own attributes anyway.
    const typeName = (entry: { readonly typeName: string }): string => entry.typeName;
    this.resources = new Registry(provider.resources, typeName) as unknown as Registry<ManagedResource>;
    this.dataSources = new Registry(provider.dataSources ?? [], typeName) as unknown as Registry<DataSource>;
    this.ephemeralResources = new Registry(
      provider.ephemeralResources ?? [],
      typeName,
    ) as unknown as Registry<EphemeralResource>;
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

  /** Everything the provider offers. Loads all of it. Throws what is wrong with it as a whole. */
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
      // Paths lead into schemas here, and Terraform expects them to lead into a configuration.
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

  /** Takes the answer of the provider's `configure`. */
  configure(configured: unknown, configurationUnknown: boolean, deferred?: Deferred): void {
    this.configured = configured;
    this.deferred = deferred;
    this.configurationUnknown = configurationUnknown;
  }

  /** What `configure` supplied, for calls that cannot do without. */
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

  /** The deferral that the provider gave in place of its configuration, for calls that Terraform lets be deferred. */
  deferredBy({ deferralAllowed }: Context): Deferred | undefined {
    return deferralAllowed ? this.deferred : undefined;
  }

  /**
   * Runs one call with a context whose signal aborts when the caller goes away or Terraform is interrupted.
   * `capabilities` are the ones that Terraform sent with the call, where it sends any.
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
        // Most calls never look at it, and a controller makes its signal when it is first asked for.
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

  /** Writes an answer; digits that providers do not see are put back where the answer hands a received value through. */
  send(type: ValueType, value: unknown, received: readonly Received[] = []): DynamicValueMessage {
    return { msgpack: this.policy.encode(type, withDigits(type, value, received)) };
  }

  /** An object to be stored as it is, held to the given rules. Null says that there is none. */
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

  /** Terraform was interrupted: every running call is told, and every later one until a new run begins. */
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
      `Provider "${this.provider.name}" ${this.provider.version} has no ${kind} "${name}".`,
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
