import type { OutgoingHttpHeaders } from 'node:http';
import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import { messageOf } from '../../../kernel';
import { ServiceFault } from '../../ports/service';
import type { Call, OperationHandler } from '../../ports/service';
import { ContainerPaths } from '../../jobs/container-paths';
import { ServerNotReady, ServerTimeout } from '../../jobs/hosting/call-server';
import type { ServerAnswer } from '../../jobs/hosting/call-server';
import type { EndpointRecord } from '../../jobs/hosting/endpoint-record';
import type { ModelServer } from '../../jobs/hosting/model-server';
import type { Endpoints } from '../../jobs/hosting/endpoints';

/** A container must answer within 60 seconds (InvokeEndpoint, SageMaker Runtime API reference). */
const ANSWER_WITHIN_MS = 60_000;
/** For a server that is being started again. */
const PATIENCE_MS = 20_000;
const CUSTOM_ATTRIBUTES = 'x-amzn-sagemaker-custom-attributes';
const LONGEST_MESSAGE = 2_000;

/** InvokeEndpoint: hands the body to the variant's server and its answer back, both as they are. */
export function invokeEndpoint(
  endpoints: Endpoints,
  directory: string,
): OperationHandler<InvokeEndpointInput, InvokeEndpointOutput> {
  return async (input, call) => {
    const record = inService(endpoints, input.EndpointName ?? '', call);
    const server = endpoints.serverFor(record, input.TargetVariant);
    if (server === undefined) {
      throw invalid(
        input.TargetVariant === undefined
          ? `Endpoint ${record.name} of account ${call.account} has no variant with a weight above 0.`
          : `Variant ${input.TargetVariant} not found for endpoint ${record.name} of account ${call.account}.`,
      );
    }
    const answer = await ask(server, input, record);
    if (answer.status < 200 || answer.status > 299) {
      const paths = new ContainerPaths(directory);
      throw modelError(record, answer.status, paths.translate(answer.body.toString()));
    }
    const attributes = answer.headers[CUSTOM_ATTRIBUTES];
    return {
      Body: answer.body,
      ...(answer.headers['content-type'] === undefined
        ? {}
        : { ContentType: answer.headers['content-type'] }),
      InvokedProductionVariant: server.variant.name,
      ...(typeof attributes === 'string' ? { CustomAttributes: attributes } : {}),
    };
  };
}

async function ask(
  server: ModelServer,
  input: InvokeEndpointInput,
  record: EndpointRecord,
): Promise<ServerAnswer> {
  const request = {
    method: 'POST',
    path: '/invocations',
    headers: headersOf(input),
    body: input.Body ?? new Uint8Array(),
    timeoutMs: ANSWER_WITHIN_MS,
  } as const;
  try {
    return await server.call(request, PATIENCE_MS);
  } catch (error) {
    if (error instanceof ServerNotReady) {
      throw new ServiceFault('ServiceUnavailable', error.message, { status: 503 });
    }
    if (error instanceof ServerTimeout) {
      throw modelError(
        record,
        0,
        'Your invocation timed out while waiting for a response from container primary.',
      );
    }
    throw modelError(record, 0, messageOf(error));
  }
}

function headersOf(input: InvokeEndpointInput): OutgoingHttpHeaders {
  return {
    ...(input.ContentType === undefined ? {} : { 'content-type': input.ContentType }),
    ...(input.Accept === undefined ? {} : { accept: input.Accept }),
    ...(input.CustomAttributes === undefined ? {} : { [CUSTOM_ATTRIBUTES]: input.CustomAttributes }),
    ...(input.InferenceId === undefined ? {} : { 'x-amzn-sagemaker-inference-id': input.InferenceId }),
  };
}

function inService(endpoints: Endpoints, name: string, call: Call): EndpointRecord {
  const record = endpoints.get(name);
  if (record?.live === undefined || record.status === 'Failed' || record.status === 'Deleting') {
    throw invalid(`Endpoint ${name} of account ${call.account} not found.`);
  }
  return record;
}

const invalid = (message: string): ServiceFault =>
  new ServiceFault('ValidationError', message, { status: 400 });

function modelError(record: EndpointRecord, status: number, body: string): ServiceFault {
  const message = body.slice(0, LONGEST_MESSAGE);
  const kind = status >= 400 && status < 500 ? 'client' : 'server';
  const group = `/aws/sagemaker/Endpoints/${record.name}`;
  return new ServiceFault(
    'ModelError',
    `Received ${kind} error (${String(status)}) from primary with message "${message}". See the log group ${group} for more information.`,
    {
      status: 424,
      members: {
        OriginalStatusCode: status,
        OriginalMessage: message,
        LogStreamArn: `${record.arn.split(':endpoint/')[0]?.replace(':sagemaker:', ':logs:') ?? ''}:log-group:${group}`,
      },
    },
  );
}
