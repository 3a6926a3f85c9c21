import type { AnyProvider, RuleId } from '../../../../modules/plugin';
import type { CliFeature } from '../../../support/terraform-cli';

/** A provider that breaks one rule, what to do with it, and what is said about it. */
export interface BrokenProvider {
  readonly rule: RuleId;
  /** What it does wrong, as a sentence without its subject. */
  readonly does: string;
  readonly provider: () => AnyProvider;
  readonly configuration: string;
  /** Terraform's commands, the last of which is to fail. @default [['apply']] */
  readonly commands?: readonly (readonly string[])[];
  /** Done between the first command and the rest. */
  readonly then?: { readonly configuration?: string; readonly provider?: () => AnyProvider };
  /** What Terraform says if no check comes before it; undefined if it accepts this. */
  readonly terraform: RegExp | undefined;
  /** What OpenTofu says, where that differs; undefined when it lets this pass. @default - as Terraform */
  readonly openTofu?: RegExp | undefined;
  /** What the CLI must know for the provider to get as far as breaking the rule. */
  readonly needs?: CliFeature;
  /** What a CLI without that feature says. @default - that it does not know it */
  readonly without?: RegExp;
  /** The rule that our diagnostic names, where it is a more particular one. */
  readonly names?: RuleId;
}
