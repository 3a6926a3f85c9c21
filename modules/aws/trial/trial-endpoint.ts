import { changing } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** One endpoint with one variant, whose model, configuration and endpoint share a name. */
export interface TrialEndpoint {
  readonly name: string;
  readonly imageUri: string;
  readonly roleArn: string;
  readonly modelDataUrl?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Asks for the endpoint; does not wait for it. */
export async function hostTrial(session: AwsSession, endpoint: TrialEndpoint): Promise<void> {
  const { once, sdk } = session.sageMaker();
  const { name, imageUri, roleArn, modelDataUrl, environment } = endpoint;
  await changing(`host "${name}"`, async () => {
    await once.send(
      new sdk.CreateModelCommand({
        ModelName: name,
        ExecutionRoleArn: roleArn,
        PrimaryContainer: {
          Image: imageUri,
          Environment: { ...environment },
          ...(modelDataUrl !== undefined && { ModelDataUrl: modelDataUrl }),
        },
      }),
    );
    const variant = { VariantName: 'check', ModelName: name, InitialInstanceCount: 1 };
    await once.send(
      new sdk.CreateEndpointConfigCommand({
        EndpointConfigName: name,
        ProductionVariants: [{ ...variant, InstanceType: 'ml.m5.large' }],
      }),
    );
    await once.send(new sdk.CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
  });
}

/** Asks for the end of the endpoint. */
export async function removeTrialEndpoint(session: AwsSession, name: string): Promise<void> {
  const { once, sdk } = session.sageMaker();
  await changing(`delete endpoint "${name}"`, () =>
    once.send(new sdk.DeleteEndpointCommand({ EndpointName: name })),
  );
}
