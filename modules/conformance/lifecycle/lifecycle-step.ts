/** What Terraform is going to do to objects, in its plan's own terms, strongest last. */
export const ACTIONS = ['nothing', 'create', 'update', 'delete', 'replace'] as const;

export type Action = (typeof ACTIONS)[number];

/** One stage in the life of what a configuration declares. */
export interface LifecycleStep {
  /** Names the step in the report. */
  readonly name: string;
  /** The whole root module in HCL; it replaces the one of the step before. Names the provider in `required_providers`. */
  readonly configuration: string;
  /** What at least one object must undergo for the step to be what it claims; nothing is demanded when absent. */
  readonly expect?: Action;
  /**
   * Import ids by address (`{ 'first_file.greeting': 'greeting.txt' }`). After the step each of these objects is forgotten
   * and imported again, and the next plan must be empty.
   */
  readonly imports?: Readonly<Record<string, string>>;
}
