import { listeningSockets } from '../../../../machine';
import type { ContainerListener } from '../../runner';

/** Returns where programs listen in the network of a process, lowest port first; none if it is gone. */
export function listenersOf(pid: number): readonly ContainerListener[] {
  return listeningSockets(pid)
    .map(({ port, at }) => ({ port, onLoopback: at === 'loopback' }))
    .sort((a, b) => a.port - b.port);
}
