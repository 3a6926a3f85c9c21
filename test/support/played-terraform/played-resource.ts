import { equalValues } from '../../../modules/plugin/cty/equal';
import { impliedType } from '../../../modules/plugin/cty/implied-type';
import { messageOf } from '../../../modules/kernel';
import type { ResponseOf, Schema, ValueType } from '../../../modules/plugin';
import { message, objectIn } from './played-provider';
import type { PlayedProvider } from './played-provider';
import { completeConfig, proposedState } from './proposed-state';
import type { Values } from './proposed-state';

/** A resource in state. Terraform hands the provider's private bytes back unread. */
export interface StoredObject {
  readonly value: Values;
  readonly private: Uint8Array;
  readonly tainted: boolean;
}

/** A diagnostic of the provider. `text` is its summary and detail together. */
export interface Said {
  readonly severity: 'error' | 'warning';
  readonly text: string;
}

export type PlannedAction = 'no-op' | 'create' | 'update' | 'replace' | 'delete';

/** The result of a command. */
export interface Outcome {
  readonly action: PlannedAction;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** The object that the refresh read; null if there is none or no refresh ran. */
  readonly seen: Values | null;
  /** The planned object; null for a deletion or without a plan. */
  readonly planned: Values | null;
}

interface Plan {
  readonly action: PlannedAction;
  readonly prior: StoredObject | undefined;
  readonly planned: Values | null;
  readonly private: Uint8Array;
}

const NOTHING = new Uint8Array();

/**
 * One resource of a root module, with its place in state, driven over the plugin protocol as Terraform drives it: a
 * command configures, refreshes, plans and applies. What an error leaves behind follows Terraform's own rules, of which
 * the one about creations matters most: an error beside an object taints it, and what is tainted is replaced next time.
 */
export class PlayedResource {
  state: StoredObject | undefined;
  private interrupting: Promise<unknown> | undefined;
  private readonly provider: PlayedProvider;
  private readonly providerConfig: Values;
  private readonly typeName: string;

  constructor(
    provider: PlayedProvider,
    options: { readonly providerConfig: Values; readonly typeName: string; readonly state?: StoredObject },
  ) {
    this.provider = provider;
    this.providerConfig = options.providerConfig;
    this.typeName = options.typeName;
    this.state = options.state;
  }

  /** `terraform apply`; without a configuration, after the resource was taken out of it. */
  apply(config: Values | null): Promise<Outcome> {
    return this.command(config, true);
  }

  /** `terraform plan`. As in Terraform, the result of the refresh is not stored. */
  plan(config: Values | null): Promise<Outcome> {
    return this.command(config, false);
  }

  /** `terraform destroy`. */
  destroy(): Promise<Outcome> {
    return this.command(null, true);
  }

  /** Does what Terraform does at the first Ctrl-C. */
  interrupt(): void {
    this.interrupting = this.provider.call('StopProvider', {}).catch(() => undefined);
  }

  /** As `terraform state rm` does. */
  forget(): void {
    this.state = undefined;
  }

  private async command(config: Values | null, applies: boolean): Promise<Outcome> {
    try {
      return await this.run(config, applies);
    } finally {
      // An interrupt applies to this command only.
      await this.interrupting;
    }
  }

  private async run(config: Values | null, applies: boolean): Promise<Outcome> {
    const run = new Run(this.provider, this.typeName);
    let seen: StoredObject | undefined;
    const outcome = (action: PlannedAction, planned: Values | null = null): Outcome => ({
      action,
      seen: seen?.value ?? null,
      planned,
      errors: run.texts('error'),
      warnings: run.texts('warning'),
    });
    await run.begin(this.providerConfig);
    if (run.hasFailed()) return outcome('no-op');
    if (this.state !== undefined) seen = await run.refresh(this.state);
    if (run.hasFailed()) return outcome('no-op');
    const plan = await run.plan(seen, config);
    // An apply stores the result of the refresh only if it reaches the apply phase.
    if (run.hasFailed() || !applies) return outcome(plan.action, plan.planned);
    this.state = seen;
    if (plan.action === 'replace') {
      this.state = await run.applyPlan({ ...plan, action: 'delete', planned: null }, null);
      if (run.hasFailed() || this.state !== undefined) return outcome('replace', plan.planned);
      this.state = await run.applyPlan({ ...plan, action: 'create', prior: undefined }, config);
    } else if (plan.action !== 'no-op') {
      this.state = await run.applyPlan(plan, config);
    }
    return outcome(plan.action, plan.planned);
  }
}

/** One running command. */
class Run {
  private readonly said: Said[] = [];
  private readonly provider: PlayedProvider;
  private readonly typeName: string;
  private schema!: Schema;
  private type!: ValueType;

  constructor(provider: PlayedProvider, typeName: string) {
    this.provider = provider;
    this.typeName = typeName;
  }

  hasFailed(): boolean {
    return this.said.some(({ severity }) => severity === 'error');
  }

  texts(severity: Said['severity']): readonly string[] {
    return this.said.filter((one) => one.severity === severity).map(({ text }) => text);
  }

  async begin(providerConfig: Values): Promise<void> {
    this.schema = await this.provider.schema(this.typeName);
    this.type = impliedType(this.schema);
    await this.ask(() => this.provider.configure(providerConfig));
  }

  async refresh(state: StoredObject): Promise<StoredObject | undefined> {
    const upgraded = await this.ask(() =>
      this.provider.call('UpgradeResourceState', {
        typeName: this.typeName,
        version: this.schema.version,
        rawState: { json: Buffer.from(JSON.stringify(state.value)) },
      }),
    );
    if (upgraded === undefined || this.hasFailed()) return state;
    const answer = await this.ask(() =>
      this.provider.call('ReadResource', {
        typeName: this.typeName,
        currentState: upgraded.upgradedState,
        private: state.private,
      }),
    );
    if (answer === undefined || this.hasFailed()) return state;
    const value = objectIn(this.type, answer.newState);
    return value === null ? undefined : { ...state, value, private: answer.private ?? NOTHING };
  }

  async plan(state: StoredObject | undefined, config: Values | null): Promise<Plan> {
    const nothing: Plan = { action: 'no-op', prior: state, planned: null, private: NOTHING };
    if (config === null) {
      if (state === undefined) return nothing;
      const answer = await this.ask(() =>
        this.provider.call('PlanResourceChange', {
          typeName: this.typeName,
          priorState: message(this.type, state.value),
          proposedNewState: message(this.type, null),
          config: message(this.type, null),
          priorPrivate: state.private,
        }),
      );
      return { ...nothing, action: 'delete', private: answer?.plannedPrivate ?? NOTHING };
    }
    const complete = completeConfig(this.schema, config);
    await this.ask(() =>
      this.provider.call('ValidateResourceConfig', {
        typeName: this.typeName,
        config: message(this.type, complete),
      }),
    );
    if (this.hasFailed()) return nothing;
    if (state?.tainted === true) return this.planAnew('replace', state, complete);
    if (state === undefined) return this.planAnew('create', state, complete);
    const answer = await this.askForPlan(state, complete);
    const planned = objectIn(this.type, answer?.plannedState);
    if (answer === undefined || planned === null || this.hasFailed()) return nothing;
    if (equalValues(this.type, planned, state.value)) return nothing;
    if ((answer.requiresReplace ?? []).length > 0) {
      return this.planAnew('replace', state, complete, answer.plannedPrivate);
    }
    return { action: 'update', prior: state, planned, private: answer.plannedPrivate ?? NOTHING };
  }

  /** Returns the state after ApplyResourceChange, by Terraform's rules. */
  async applyPlan(plan: Plan, config: Values | null): Promise<StoredObject | undefined> {
    const { prior, action } = plan;
    const answer = await this.ask(() =>
      this.provider.call('ApplyResourceChange', {
        typeName: this.typeName,
        priorState: message(this.type, prior?.value ?? null),
        plannedState: message(this.type, plan.planned),
        config: message(this.type, config === null ? null : completeConfig(this.schema, config)),
        plannedPrivate: plan.private,
      }),
    );
    // If the provider died, the prior state stays; for a creation that is none.
    const value = answer === undefined ? (prior?.value ?? null) : objectIn(this.type, answer.newState);
    const failed = (answer?.diagnostics ?? []).some(({ severity }) => severity === 1) || answer === undefined;
    if (value === null) {
      if (!failed && action !== 'delete') this.say('error', 'Provider produced no new state');
      // An error never makes Terraform forget an object.
      return failed ? prior : undefined;
    }
    const stored = { value, private: answer?.private ?? prior?.private ?? NOTHING };
    if (!failed) return { ...stored, tainted: false };
    return { ...stored, tainted: action === 'create' || prior?.tainted === true };
  }

  private async planAnew(
    action: 'create' | 'replace',
    prior: StoredObject | undefined,
    config: Values,
    planned: Uint8Array = NOTHING,
  ): Promise<Plan> {
    const answer = await this.askForPlan(undefined, config, planned);
    const value = objectIn(this.type, answer?.plannedState);
    return { action, prior, planned: value, private: answer?.plannedPrivate ?? NOTHING };
  }

  private askForPlan(
    state: StoredObject | undefined,
    config: Values,
    kept: Uint8Array = state?.private ?? NOTHING,
  ): Promise<ResponseOf<'PlanResourceChange'> | undefined> {
    const prior = state?.value ?? null;
    return this.ask(() =>
      this.provider.call('PlanResourceChange', {
        typeName: this.typeName,
        priorState: message(this.type, prior),
        proposedNewState: message(this.type, proposedState(this.schema, prior, config)),
        config: message(this.type, config),
        priorPrivate: kept,
      }),
    );
  }

  /** Calls the provider and records its diagnostics. Returns undefined if it did not respond. */
  private async ask<A extends { readonly diagnostics?: ResponseOf<'ConfigureProvider'>['diagnostics'] }>(
    call: () => Promise<A>,
  ): Promise<A | undefined> {
    try {
      const answer = await call();
      for (const { severity, summary = '', detail = '' } of answer.diagnostics ?? []) {
        this.say(severity === 1 ? 'error' : 'warning', `${summary}: ${detail}`);
      }
      return answer;
    } catch (error) {
      this.say('error', `Plugin did not respond: ${messageOf(error)}`);
      return undefined;
    }
  }

  private say(severity: Said['severity'], text: string): void {
    this.said.push({ severity, text });
  }
}
