import { malformedXml } from '../malformed-xml';

const OPENING = 0x3c;
/** The tags, opening and closing, of 10,000 parts with entity tag, number and checksums; no other document has as many. */
const MOST_TAGS = 120_000;
/** Nothing that S3 takes in XML has a longer text: an object's key of 1,024 bytes, written as entities, has 6 KiB. */
const LONGEST_STRETCH = 16 * 1024;

/**
 * Rejects XML that would take long to parse, in one pass over its bytes. Parsing blocks all other requests, and its time
 * grows with the square of a text's length.
 */
export function checkXmlShape(document: Buffer): void {
  let tags = 0;
  let last = 0;
  for (let at = document.indexOf(OPENING); at >= 0; at = document.indexOf(OPENING, at + 1)) {
    tags += 1;
    if (tags > MOST_TAGS || at - last > LONGEST_STRETCH) throw malformedXml();
    last = at;
  }
  if (document.length - last > LONGEST_STRETCH) throw malformedXml();
}
