import type { Values } from '../played-terraform/proposed-state';

/** The result of a command, from any player. */
export interface CommandOutcome {
  /** Whether there were changes to make. */
  readonly changes: boolean;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** A root module with one resource and its state, under Terraform or what plays it. */
export interface Stack {
  apply(config: Values): Promise<CommandOutcome>;
  plan(config: Values): Promise<CommandOutcome>;
  destroy(): Promise<CommandOutcome>;
  /** State forgets the resource, as after `terraform state rm`; what it made stays. */
  forget(): void;
  /** Ctrl-C. */
  interrupt(): void;
  /** Whether state has the resource. */
  holds(): boolean;
  tainted(): boolean;
}
