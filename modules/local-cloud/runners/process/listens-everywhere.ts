import { groupOf, listeningSockets, openLinks, processNumbers } from '../../../machine';

/**
 * Whether a process listens on the port on every network interface of this machine, where other machines can reach
 * it. False if the system has no such tables.
 */
export function listensEverywhere(port: number): boolean {
  return open().some((socket) => socket.port === port);
}

/** Returns the ports on which processes of the group listen on every network interface of this machine, lowest first. */
export const openPortsOf = (group: number): readonly number[] =>
  openPorts(() => processNumbers().filter((pid) => groupOf(pid) === group));

/** The same of the processes. */
export function openPorts(processes: () => readonly number[]): readonly number[] {
  const sockets = open();
  // Looking into processes takes longer than the tables, and most machines have no such listener.
  if (sockets.length === 0) return [];
  const own = openLinks(processes());
  const ports = sockets.filter(({ link }) => own.has(link)).map(({ port }) => port);
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** SageMaker's containers have a network of their own, where binding every interface is right. */
export const openToOthers = (who: string, ports: readonly number[]): string =>
  `Local cloud: the ${who} listens on every network interface of this machine (port ${ports.join(', ')}), so other machines can ` +
  'reach it. Bind 127.0.0.1 if SAGEMAKER_BASE_DIR is set; only the local cloud sets it.';

const open = () => listeningSockets().filter(({ at }) => at === 'everywhere');
