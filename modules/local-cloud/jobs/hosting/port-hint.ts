import { PORT_HINT } from '../../runners/process/plain-process-hints';
import type { ContainerListener, RunningContainer } from '../../runners/runner';

const SERVER_PORT = 8080;

/** Why nothing answers on the port of a server that runs, and what to change. */
export function portHint({ listeners }: Pick<RunningContainer, 'listeners'>): string | undefined {
  return listeners === undefined ? PORT_HINT : listeningHint(listeners());
}

function listeningHint(listeners: readonly ContainerListener[]): string | undefined {
  const there = listeners.filter(({ port }) => port === SERVER_PORT);
  if (there.some(({ onLoopback }) => !onLoopback)) return undefined;
  if (there.length > 0) {
    return 'The server listens on 127.0.0.1:8080, which is reached from inside the container only: bind 0.0.0.0.';
  }
  if (listeners.length === 0) {
    return 'Nothing listens in the container: SageMaker calls port 8080 on every interface (0.0.0.0:8080).';
  }
  const ports = [...new Set(listeners.map(({ port }) => port))].join(', ');
  return `The container listens on port ${ports}, and SageMaker calls port 8080: bind 0.0.0.0:8080.`;
}
