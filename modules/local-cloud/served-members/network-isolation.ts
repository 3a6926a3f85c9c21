import type { MemberTable } from '../../kernel';
import { served } from './treatments';

/** The table of a machine that isolates a container's network when it is asked to. */
export const withNetworkIsolation = (table: MemberTable): MemberTable => ({
  ...table,
  EnableNetworkIsolation: served,
});
