import { ServiceFault } from '../../ports/service';

/** Decodes the percent-encoding of part of a path; rejects anything that does not encode UTF-8 text. */
export function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceFault('InvalidURI', "Couldn't parse the specified URI.", { status: 400 });
  }
}
