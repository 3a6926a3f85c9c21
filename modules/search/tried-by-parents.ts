import type { SearchSpace } from './search-space';
import type { WarmStart } from './warm-start';

/** Keys of what parents with the same data and algorithm have tried: to try it again would measure the same again. */
export function triedByParents(space: SearchSpace, warmStart: WarmStart | undefined): ReadonlySet<string> {
  if (warmStart?.type !== 'IdenticalDataAndAlgorithm') return new Set();
  return new Set(
    warmStart.parents.flatMap(({ completed }) =>
      completed.map(({ hyperparameters }) => space.keyOf(hyperparameters)),
    ),
  );
}
