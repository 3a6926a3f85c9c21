import { ensureEndpointConfiguration, ensureModel, patiently } from '../../aws';
import type { AwsSession } from '../../aws';
import { TuneformError } from '../../kernel';
import { contentNames } from './content-names';
import type { Servable } from './types';

interface Making {
  readonly tags: Readonly<Record<string, string>>;
  /** Called as soon as something exists, or may because its making was not refused. */
  readonly onMayExist: () => void;
}

/**
 * Makes sure that the model and the configuration of this content exist, under the names that follow from it. A role made a
 * moment ago may not be assumable yet, and a model made a moment ago not visible: both are waited for.
 */
export async function makeContent(
  session: AwsSession,
  content: Servable,
  { tags, onMayExist }: Making,
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
  };
  const configuration = {
    name: configurationName,
    modelName,
    variantName: variant_name,
    instanceType: instance_type,
    initialInstanceCount: initial_instance_count,
    tags,
  };
  const telling = (made: Promise<void>): Promise<void> =>
    made.then(onMayExist, (error: unknown) => {
      if (error instanceof TuneformError && error.outcome === 'unknown') onMayExist();
      throw error;
    });
  await patiently(session, signal, () => telling(ensureModel(session, model, signal)));
  await patiently(
    session,
    signal,
    () => telling(ensureEndpointConfiguration(session, configuration, signal)),
    ['absent'],
  );
}
