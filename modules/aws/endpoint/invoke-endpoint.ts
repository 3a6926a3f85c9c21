import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** One request to a served model. */
export interface Invocation {
  readonly endpointName: string;
  readonly contentType: string;
  readonly accept?: string;
  readonly body: string;
}

/** Returns the model's response as text. Rejects with an AwsError if the container or the service fails. */
export async function invokeEndpoint(
  session: AwsSession,
  invocation: Invocation,
  signal: AbortSignal,
): Promise<string> {
  const { client, sdk } = session.sageMakerRuntime();
  const answer = await classifyErrors(`invoke endpoint "${invocation.endpointName}"`, () =>
    client.send(
      new sdk.InvokeEndpointCommand({
        EndpointName: invocation.endpointName,
        ContentType: invocation.contentType,
        Body: new TextEncoder().encode(invocation.body),
        ...(invocation.accept !== undefined && { Accept: invocation.accept }),
      }),
      { abortSignal: signal },
    ),
  );
  return new TextDecoder().decode(answer.Body);
}
