import {
  deleteEndpointConfiguration,
  deleteModel,
  listEndpointConfigurationNames,
  listModelNames,
} from '../../aws';
import type { Configured } from '../configured';
import { contentPrefix, isContentName } from './content-names';
import type { ContentNames } from './content-names';

/**
 * Deletes every model and endpoint configuration made for the endpoint except those it serves. Call it only when
 * the endpoint has been seen serving `keep`, or is gone: SageMaker lets a configuration in use be deleted.
 *
 * Finds them by name, so that what an interrupted apply left behind goes too. The name alone does not decide, because
 * it holds only the beginning of a long endpoint's: what is deleted also carries the endpoint's own tags.
 */
export async function sweepContent(
  { session, owner }: Configured,
  endpoint: { readonly name: string; readonly keep?: ContentNames },
  signal: AbortSignal,
): Promise<void> {
  const carrying = { 'tuneform:owner': owner, 'tuneform:endpoint': endpoint.name };
  const prefix = contentPrefix(endpoint.name);
  const ours = (name: string): boolean => isContentName(name, endpoint.name);
  const configurations = await listEndpointConfigurationNames(session, prefix, signal);
  for (const name of configurations.filter(ours)) {
    if (name === endpoint.keep?.configurationName) continue;
    await deleteEndpointConfiguration(session, { name, carrying }, signal);
  }
  for (const name of (await listModelNames(session, prefix, signal)).filter(ours)) {
    if (name === endpoint.keep?.modelName) continue;
    await deleteModel(session, { name, carrying }, signal);
  }
}
