import type { ServiceFault } from '../../ports/service';
import type { ErrorModel, ServiceModel } from '../service-model';
import type { WireProtocol } from '../../ports/wire-profile';
import { escapeXml, writeJson } from './codecs';
import type { WireAnswer } from '../../ports/wire-answer';

/** EC2 has its own form of error. */
export type ErrorProtocol = WireProtocol | 'ec2';

export interface ErrorContext {
  readonly protocol: ErrorProtocol;
  /** Absent while the service is unknown or its schemas are not loaded. */
  readonly model: ServiceModel | undefined;
  readonly requestId: string;
  readonly xmlNamespace?: string | undefined;
}

/** An error answer with the code that went over the wire. */
export interface ErrorAnswer extends WireAnswer {
  readonly code: string;
  readonly body: Buffer;
}

/** Puts an error into the envelope of the service's protocol, with the modelled code and status where there are any. */
export function writeErrorAnswer(fault: ServiceFault, context: ErrorContext): ErrorAnswer {
  const error = context.model?.errors.get(fault.code);
  const status = fault.status ?? error?.status ?? 400;
  const code = error?.code ?? fault.code;
  switch (context.protocol) {
    case 'json':
    case 'rest-json':
      return writeJsonError(fault, error, { status, protocol: context.protocol });
    case 'query': {
      const body =
        `<ErrorResponse xmlns="${context.xmlNamespace ?? ''}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
        `<Code>${code}</Code><Message>${escapeXml(fault.message)}</Message></Error>` +
        `<RequestId>${context.requestId}</RequestId></ErrorResponse>`;
      return { status, code, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
    }
    case 'ec2': {
      const body =
        `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code>` +
        `<Message>${escapeXml(fault.message)}</Message></Error></Errors><RequestID>${context.requestId}</RequestID></Response>`;
      return { status, code, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
    }
    case 'rest-xml': {
      const members = Object.entries(fault.members).map(
        ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
      );
      const body =
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code>` +
        `<Message>${escapeXml(fault.message)}</Message>${members.join('')}` +
        `<RequestId>${context.requestId}</RequestId><HostId>${context.requestId}</HostId></Error>`;
      return { status, code, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
    }
  }
}

function writeJsonError(
  fault: ServiceFault,
  error: ErrorModel | undefined,
  answer: { readonly status: number; readonly protocol: 'json' | 'rest-json' },
): ErrorAnswer {
  const code = error?.code ?? fault.code;
  const members =
    error === undefined
      ? { message: fault.message }
      : (JSON.parse(
          writeJson(error.schema, { ...fault.members, [error.messageMember]: fault.message }).toString(
            'utf8',
          ),
        ) as object);
  return {
    status: answer.status,
    code,
    headers: {
      'content-type': answer.protocol === 'json' ? 'application/x-amz-json-1.1' : 'application/json',
      'x-amzn-errortype': code,
    },
    body: Buffer.from(JSON.stringify({ __type: code, ...members })),
  };
}
