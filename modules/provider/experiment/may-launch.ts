import { isUnknown } from '../../plugin';
import type { PlanAnswer } from '../../plugin';
import type { wholeSchema } from './schema';

/** Every launch leaves the status unknown. So does a return to an earlier search, which launches nothing. */
export function mayLaunch({ status, action }: PlanAnswer<typeof wholeSchema>['planned']): boolean {
  return isUnknown(status) && (isUnknown(action) || action === 'launch' || action === 'extend');
}
