import type { AnyProvider, RuleId } from '../../../../modules/plugin';

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
  /** What Terraform 1.11 says when nobody checks before it; undefined when it lets this pass. */
  readonly terraform: RegExp | undefined;
  /** The rule that our diagnostic names, where it is a more particular one. */
  readonly names?: RuleId;
}
