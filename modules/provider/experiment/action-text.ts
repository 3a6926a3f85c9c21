import { isUnknown, unknown } from '../../plugin';
import type { Unknown } from '../../plugin';

/** What an experiment does and why, as the provider works with it. */
export interface Action {
  readonly action: string | Unknown;
  readonly because: string | Unknown;
}

const SEPARATOR = ': ';

/** Returns them on the one line that a plan shows: `extend: x 0.01–0.3 → 0.01–0.5`. */
export const actionText = ({ action, because }: Action): string | Unknown =>
  isUnknown(action) || isUnknown(because) ? unknown : `${action}${SEPARATOR}${because}`;

/** Returns what {@link actionText} wrote. */
export function actionOf(text: string | Unknown): Action {
  if (isUnknown(text)) return { action: unknown, because: unknown };
  const [action = '', ...because] = text.split(SEPARATOR);
  return { action, because: because.join(SEPARATOR) };
}
