import type { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest, RequestSigner, RequestSigningArguments } from '@smithy/types';
import type { Clock } from '../kernel';
import { loadSdk } from './load-sdk';

type SignerOptions = ConstructorParameters<typeof SignatureV4>[0];

/**
 * Returns the SDK's signer with the given clock for the date of a request. The SDK's own signer reads the machine's clock,
 * which it corrects by the service's; a clock that is given is believed.
 */
export function signOnClock(clock: Clock): new (options: SignerOptions) => RequestSigner {
  const { SignatureV4: Signer } = loadSdk();
  return class SignerOnClock implements RequestSigner {
    private readonly signer: SignatureV4;

    constructor(options: SignerOptions) {
      this.signer = new Signer(options);
    }

    sign(request: HttpRequest, options?: RequestSigningArguments): Promise<HttpRequest> {
      return this.signer.sign(request, { ...options, signingDate: new Date(clock.now()) });
    }
  };
}
