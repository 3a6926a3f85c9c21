import type { Drift } from '../../reconcile';
import { tagChanges } from './sync-tags';
import type { Tags } from './sync-tags';

/** Returns a clause for every tag that differs from the desired ones: a value in quotes, or `absent`. */
export function tagDrift(observed: Tags, desired: Tags): Drift[] {
  const { set, remove } = tagChanges(observed, desired);
  return [...Object.keys(set), ...remove].map((key) => ({
    attribute: `tags["${key}"]`,
    desired: show(desired[key]),
    observed: show(observed[key]),
  }));
}

const show = (value: string | undefined): string => (value === undefined ? 'absent' : `"${value}"`);
