import { ServiceFault } from '../ports/service';

/** S3's refusal of a document that does not parse, or that lacks what its schema asks for. Its words never vary. */
export const malformedXml = (): ServiceFault =>
  new ServiceFault(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    { status: 400 },
  );
