import type { EndpointParameterInstructionsSupplier } from '@smithy/core/endpoints';
import type { HttpHandlerOptions, HttpRequest, HttpResponse, Pluggable } from '@smithy/types';
import { classifyErrors } from './aws-error';
import { checkDestination } from './destination';
import type { DestinationSettings } from './destination';
import { loadSdk } from './load-sdk';

/** The handler that sends a client's requests, to the network or to a service in the same process. */
export interface Transport {
  handle(request: HttpRequest, options?: HttpHandlerOptions): Promise<{ response: HttpResponse }>;
}

interface GuardedClient {
  readonly config: { requestHandler: Transport; readonly serviceId: string };
}

/**
 * Checks the destination in the handler through which every request leaves, so that it covers every source of the address:
 * environment variables, the shared configuration, middleware, a redirect.
 */
export function guardDestination<Client extends object>(
  client: Client,
  settings: DestinationSettings,
): Client {
  const { config } = client as GuardedClient;
  config.requestHandler = guardHandler(config.requestHandler, config.serviceId, settings);
  return client;
}

/** Returns the handler with the check in front of it. */
export function guardHandler(handler: Transport, service: string, settings: DestinationSettings): Transport {
  return new Proxy(handler, {
    get(target, key) {
      if (key !== 'handle') {
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      }
      return async (request: HttpRequest, options?: HttpHandlerOptions) => {
        const port = request.port === undefined ? '' : `:${String(request.port)}`;
        checkDestination(new URL(`${request.protocol}//${request.hostname}${port}`), service, settings);
        return target.handle(request, options);
      };
    },
  });
}

/** Resolves the endpoint to which a client would send such a command, and checks it. */
export async function askEndpoint(
  client: { readonly config: object },
  command: EndpointParameterInstructionsSupplier,
  settings: DestinationSettings,
): Promise<void> {
  const { config } = client as GuardedClient;
  const { url } = await classifyErrors(`tell where requests for ${config.serviceId} go`, () =>
    // Uses a copy of the configuration, as the client does, because resolving stores the found address in it.
    loadSdk().getEndpointFromInstructions({}, command, { ...config }, {}),
  );
  checkDestination(new URL(url.href), config.serviceId, settings);
}

/** Sends requests to another address. Runs before the request is signed, because the signature covers the host. */
export function sendTo(endpoint: string): Pluggable<object, object> {
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  return {
    applyToStack: (stack) => {
      stack.add(
        (next) => (args) => {
          const request = args.request as HttpRequest;
          Object.assign(request, {
            protocol,
            hostname,
            port: port === '' ? undefined : Number(port),
            path: pathname.replace(/\/+$/, '') + request.path,
          });
          return next(args);
        },
        { step: 'build', priority: 'high', name: 'sendToNamedEndpoint' },
      );
    },
  };
}
