import { ServiceFault } from '../../ports/service';

/** Takes percent-encoding off part of a path; refuses what is not the encoding of UTF-8 text. */
export function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceFault('InvalidURI', "Couldn't parse the specified URI.", { status: 400 });
  }
}
