import { HELD_OPEN } from '../grpc/grpc-server';
import type { Method } from '../grpc/grpc-server';
import { field } from '../protocol/field';
import { message } from '../protocol/message';

const SERVING = 1;
const empty = new Uint8Array();
const healthResponse = message({ status: field.int32(1) });

/**
 * The services that a plugin host expects besides the provider itself: health, shutdown, the broker for connections
 * back (opened by the host, never used by Terraform) and forwarding of standard streams (opened but silent, because the
 * provider writes to the process's own).
 */
export function pluginMethod(path: string, shutdown: () => void): Method | undefined {
  switch (path) {
    case '/grpc.health.v1.Health/Check':
      return () => healthResponse.encode({ status: SERVING });
    case '/grpc.health.v1.Health/Watch':
    case '/plugin.GRPCBroker/StartStream':
    case '/plugin.GRPCStdio/StreamStdio':
      return HELD_OPEN;
    case '/plugin.GRPCController/Shutdown':
      return () => {
        shutdown();
        return empty;
      };
    default:
      return undefined;
  }
}
