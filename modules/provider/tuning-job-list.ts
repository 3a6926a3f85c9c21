import { isUnknown, unknown } from '../plugin';
import type { Unknown } from '../plugin';

/**
 * Names of tuning jobs as Terraform sees them: on one line, because a plan prints each element of a list on a line of its own,
 * for the experiment and again for its champion.
 */
export const listText = (names: readonly string[]): string => names.join(' ');

/** Returns the names that {@link listText} wrote. */
export const listedNames = (text: string): readonly string[] =>
  text.split(/\s+/).filter((name) => name !== '');

/** The same for values that may not be known yet. */
export const plannedListText = (names: readonly (string | Unknown)[] | Unknown): string | Unknown =>
  isUnknown(names) || names.some(isUnknown) ? unknown : listText(names as readonly string[]);

export const plannedNames = (text: string | Unknown): readonly string[] | Unknown =>
  isUnknown(text) ? unknown : listedNames(text);
