import { ServiceFault } from '../ports/service';

/** S3's error for a document that does not parse or does not match its schema. The text is always the same. */
export const malformedXml = (): ServiceFault =>
  new ServiceFault(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    { status: 400 },
  );
