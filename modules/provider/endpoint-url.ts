import { errorAt } from '../kernel';
import type { Validator } from '../plugin';

/** Checks the address of a service. Allows only scheme, host, port and path, because the SDK silently drops the rest. */
export const endpointUrl: Validator<string> = {
  description: 'an http or https URL without user, query and fragment',
  check: (value, path) =>
    isEndpointUrl(value)
      ? []
      : [
          errorAt(
            path,
            'Malformed Endpoint',
            `"${value}" is not the address of a service. Write an http or https URL without user, query and fragment, such as ` +
              'https://vpce-….api.sagemaker.eu-west-1.vpce.amazonaws.com or http://127.0.0.1:5000.',
          ),
        ],
};

function isEndpointUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
