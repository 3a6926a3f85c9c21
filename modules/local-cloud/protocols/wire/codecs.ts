import { XmlCodec } from '@aws-sdk/core/protocols';
import { FromStringShapeDeserializer, JsonCodec2 } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { ServiceFault } from '../../ports/service';
import { malformedXml } from '../malformed-xml';
import { checkXmlShape } from './check-xml-shape';

// Timestamp formats of the Smithy schemas: 5 date-time, 7 seconds since the epoch.
const DATE_TIME = 5;
const EPOCH_SECONDS = 7;

const json = new JsonCodec2({ timestampFormat: { useTrait: true, default: EPOCH_SECONDS }, jsonName: false });
const restJson = new JsonCodec2({
  timestampFormat: { useTrait: true, default: EPOCH_SECONDS },
  jsonName: true,
});
const xml = new XmlCodec({
  timestampFormat: { useTrait: true, default: DATE_TIME },
  httpBindings: true,
  xmlNamespace: '',
  serviceNamespace: '',
});
const text = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: DATE_TIME },
  httpBindings: true,
});

type JsonFlavour = 'json' | 'rest-json';
interface ObjectReader {
  readObject(schema: NormalizedSchema, data: unknown): unknown;
}

/** Decodes parsed JSON into the SDK's input shape: dates, bytes, renamed members. */
export function readJsonObject(
  schema: NormalizedSchema,
  wire: unknown,
  flavour: JsonFlavour = 'json',
): unknown {
  const codec = flavour === 'json' ? json : restJson;
  // The SDK's type of a deserializer names only its reader of bytes.
  return (codec.createDeserializer() as unknown as ObjectReader).readObject(schema, wire);
}

/** Encodes a value as JSON; members it lacks are left out. */
export function writeJson(schema: NormalizedSchema, value: unknown, flavour: JsonFlavour = 'json'): Buffer {
  const serializer = (flavour === 'json' ? json : restJson).createSerializer();
  serializer.write(schema, value);
  const bytes = serializer.flush();
  // The codec answers a Uint8Array subclass with string manners; HTTP wants plain bytes.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Decodes an XML document. */
export function readXml(schema: NormalizedSchema, document: Buffer): unknown {
  checkXmlShape(document);
  try {
    return xml.createDeserializer().read(schema, document.toString('utf8')) as unknown;
  } catch {
    throw malformedXml();
  }
}

/** Encodes a structure as XML, its root named by the schema. */
export function writeXml(schema: NormalizedSchema, value: unknown): string {
  const serializer = xml.createSerializer();
  serializer.write(schema, value);
  return String(serializer.flush());
}

/** Decodes a scalar from a query parameter, a header or a path segment. */
export function readText(schema: NormalizedSchema, value: string): unknown {
  try {
    return text.read(schema, value) as unknown;
  } catch {
    throw new ServiceFault('InvalidArgument', `${value} is not a value of the expected type.`, {
      status: 400,
    });
  }
}

/** Text for an XML document. */
export function escapeXml(value: string): string {
  const entities: Readonly<Record<string, string>> = {
    '<': '&lt;',
    '>': '&gt;',
    '&': '&amp;',
    '"': '&quot;',
  };
  return value.replace(/[<>&"]/g, (character) => entities[character] ?? character);
}
