import { searchStatus } from '../../../modules/tuning';
import type { SearchMemberStatus } from '../../../modules/tuning';

describe('the status of a search of several tuning jobs', () => {
  it.each<{ of: readonly SearchMemberStatus[]; is: SearchMemberStatus }>([
    { of: ['Completed', 'Completed'], is: 'Completed' },
    { of: ['Completed', 'Stopped'], is: 'Stopped' },
    { of: ['Failed', 'Stopped', 'Completed'], is: 'Failed' },
    { of: ['Completed', 'Missing', 'Failed'], is: 'Missing' },
    { of: ['Missing', 'InProgress', 'Failed'], is: 'InProgress' },
    { of: ['Completed', 'Stopping'], is: 'Stopping' },
    { of: ['InProgress', 'Pending'], is: 'Pending' },
    { of: ['Pending', 'Unconfirmed', 'InProgress'], is: 'Unconfirmed' },
    { of: ['DeleteFailed'], is: 'DeleteFailed' },
    { of: [], is: 'Missing' },
  ])('is $is when they are $of, in whatever order', ({ of, is }) => {
    expect(searchStatus(of)).toBe(is);
    expect(searchStatus([...of].reverse())).toBe(is);
  });
});
