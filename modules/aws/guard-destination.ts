import type { EndpointParameterInstructionsSupplier } from '@smithy/core/endpoints';
import type { HttpHandlerOptions, HttpRequest, HttpResponse, Pluggable } from '@smithy/types';
import { classifyErrors } from './aws-error';
import { checkDestination } from './destination';
import type { DestinationSettings } from './destination';
import { loadSdk } from './load-sdk';

/** What a client hands its requests to: the last thing before the network, or a service in the same process. */
export interface Transport {
  handle(request: HttpRequest, options?: HttpHandlerOptions): Promise<{ response: HttpResponse }>;
}

interface GuardedClient {
  readonly config: { requestHandler: Transport; readonly serviceId: string };
}

/**
 * Puts the check of the destination at the one door that every request of a client leaves by, whatever changed its
 * address on the way there: variables, the shared configuration, middleware, a redirect.
 */
export function guardDestination<Client extends object>(
  client: Client,
  settings: DestinationSettings,
): Client {
  const { config } = client as unknown as GuardedClient;
  config.requestHandler = guardHandler(config.requestHandler, config.serviceId, settings);
  return client;
}

/** The same handler behind the check. */
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

/** Asks a client where it would send a command of the kind, the way it asks itself, and checks the answer. */
export async function askEndpoint(
  client: { readonly config: object },
  command: EndpointParameterInstructionsSupplier,
  settings: DestinationSettings,
): Promise<void> {
  const { config } = client as GuardedClient;
  const { url } = await classifyErrors(`tell where requests for ${config.serviceId} go`, () =>
    // Of a copy, as the client does: asking leaves a found address behind in what it was asked of.
    loadSdk().getEndpointFromInstructions({}, command, { ...config }, {}),
  );
  checkDestination(new URL(url.href), config.serviceId, settings);
}

/** Sends what passes to another address. Before the request is signed, so that the signature names it. */
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
