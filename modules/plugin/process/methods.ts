import type { Method } from '../grpc/grpc-server';
import { providerMethod } from '../server/provider-method';
import type { Session } from '../server/session';
import { pluginMethod } from './plugin-services';

/** Message sizes that Go providers accept, both ways. */
export const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** Returns all methods of a served provider, each created on first use. */
export function methodOf(session: Session, shutdown: () => void): (path: string) => Method | undefined {
  const made = new Map<string, Method | undefined>();
  return (path) => {
    if (!made.has(path)) made.set(path, providerMethod(session, path) ?? pluginMethod(path, shutdown));
    return made.get(path);
  };
}
