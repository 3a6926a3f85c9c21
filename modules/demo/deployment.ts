import { join } from 'node:path';

/** What is deployed, and where its files are. */
export interface Deployment {
  /** The stacks, in the order in which they are deployed. */
  readonly stacks: readonly [string, ...string[]];
  /** The stack with the search, whose outputs name the champion, its artifact and its endpoint. */
  readonly experimentStack: string;
  /** The experiment's logical name in the stack. */
  readonly experiment: string;
  /** The command that synthesises the stacks; without npx, which costs half a second per run. */
  readonly app: string;
  /** Folder of the synthesised stacks, from the project. */
  readonly output: string;
  /** Folder of logs, whole plans and intermediate files, from the project. */
  readonly work: string;
}

/** The stacks of `main.ts`, in the order in which they are deployed. */
export const STACKS = { foundation: 'foundation', experiment: 'experiment' } as const;

/** What `npm run demo` deploys. */
export const DEMO: Deployment = {
  stacks: [STACKS.foundation, STACKS.experiment],
  experimentStack: STACKS.experiment,
  experiment: 'digits',
  app: 'node -r tsx/cjs main.ts',
  output: 'cdktf.out',
  work: join('.tuneform', 'demo'),
};
