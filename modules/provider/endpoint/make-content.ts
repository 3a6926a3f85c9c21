import { endpointConfigurations, models, patiently } from '../../aws';
import type { AwsSession, ObjectId } from '../../aws';
import { TuneformError } from '../../kernel';
import { contentNames } from './content-names';
import type { Servable } from './types';

interface Making {
  readonly tags: Readonly<Record<string, string>>;
  readonly objectId: ObjectId;
  /** Called as soon as an object exists or may exist, because the service did not refuse its creation. */
  readonly onMayExist: () => void;
}

/**
 * Creates the model and the configuration of this content under the names derived from it, or takes over existing ones. Waits for a new
 * role that cannot be assumed yet and for a new model that is not visible yet.
 */
export async function makeContent(
  session: AwsSession,
  content: Servable,
  { tags, objectId, onMayExist }: Making,
  signal: AbortSignal,
): Promise<void> {
  const { modelName, configurationName } = contentNames(content);
  const { instance_type, initial_instance_count, variant_name } = content.production_variant;
  const model = {
    name: modelName,
    roleArn: content.role_arn,
    image: content.image,
    modelDataUrl: content.model_data_url,
    environment: content.environment ?? {},
    tags,
    objectId,
  };
  const configuration = {
    name: configurationName,
    modelName,
    variantName: variant_name,
    instanceType: instance_type,
    initialInstanceCount: initial_instance_count,
    tags,
    objectId,
  };
  const telling = (made: Promise<void>): Promise<void> =>
    made.then(onMayExist, (error: unknown) => {
      if (error instanceof TuneformError && error.outcome === 'unknown') onMayExist();
      throw error;
    });
  await patiently(session, signal, () => telling(models.ensure(session, model, signal)));
  await patiently(
    session,
    signal,
    () => telling(endpointConfigurations.ensure(session, configuration, signal)),
    ['absent'],
  );
}
