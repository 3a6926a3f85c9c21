import { join } from 'node:path';
import type { RunnerChoice } from '../../cli';
import type { Deployment } from '../deployment';
import type { Outputs } from '../parts/deploy';
import type { World } from '../world';
import type { SystemPackage } from './system-packages';

/** What `npm run example NAME` plays: the stack `stacks/NAME-stack.ts` with the image `containers/NAME`. */
export interface Example {
  readonly name: string;
  /** One line for the list of examples. */
  readonly about: string;
  /** What this machine needs beside the demo's tools. */
  readonly packages: readonly SystemPackage[];
  /** What the local cloud runs its containers with. @default - whatever it runs them with */
  readonly runner?: RunnerChoice;
  /** Makes the channels below `folder`, which exist only once they are complete. */
  readonly prepare: (world: World, folder: string) => Promise<void>;
  /** Asks the endpoint and says what the search found. Fails if the model is not what the example promises. */
  readonly show: (world: World, outputs: Outputs) => Promise<void>;
}

/** Returns where an example's channels are, from the project. */
export const dataFolder = (name: string): string => join('.tuneform', 'data', name);

/** Returns what an example deploys. Its only stack and its experiment have the example's name. */
export function deploymentOf({ name }: Pick<Example, 'name'>): Deployment {
  const work = join('.tuneform', 'examples', name);
  return {
    stacks: [name],
    experimentStack: name,
    experiment: name,
    app: `node -r tsx/cjs stacks/examples.ts ${name}`,
    output: join(work, 'cdktf.out'),
    work,
  };
}
