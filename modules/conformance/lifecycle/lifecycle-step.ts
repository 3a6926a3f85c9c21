/** What Terraform is going to do to objects, in the terms of its plan, weakest first. */
export const ACTIONS = ['nothing', 'create', 'update', 'delete', 'replace'] as const;

export type Action = (typeof ACTIONS)[number];

/** One stage in the lifecycle of the declared objects. */
export interface LifecycleStep {
  /** Names the step in the report. */
  readonly name: string;
  /**
   * The whole root module in HCL; it replaces that of the step before. Must name the provider in `required_providers`.
   */
  readonly configuration: string;
  /** The action that at least one object needs; absent if any will do. */
  readonly expect?: Action;
  /**
   * Import ids by address (`{ 'first_file.greeting': 'greeting.txt' }`). After the step, each of these objects is
   * removed from state and imported again, and the next plan must be empty.
   */
  readonly imports?: Readonly<Record<string, string>>;
}
