import { canonicalJson, sha256Base32 } from '../../kernel';
import type { Json } from '../../kernel';
import type { Content } from './types';

const MAX_NAME_LENGTH = 63;
const HASH_LENGTH = 12;

/** Names of the model and the endpoint configuration that serve this content. */
export interface ContentNames {
  readonly modelName: string;
  readonly configurationName: string;
}

/**
 * Returns the names of the model and the configuration for this content: the endpoint's name and a hash of the content.
 * Both objects are immutable, so different content needs different names; equal content has equal names, which makes
 * creating them idempotent.
 */
export function contentNames(content: Content): ContentNames {
  const prefix = contentPrefix(content.name);
  const modelName =
    prefix +
    hash({
      endpoint: content.name,
      roleArn: content.role_arn,
      image: content.image,
      modelDataUrl: content.model_data_url,
      environment: content.environment ?? {},
    });
  const { instance_type, initial_instance_count, variant_name } = content.production_variant;
  const configurationName = prefix + hash({ modelName, instance_type, initial_instance_count, variant_name });
  return { modelName, configurationName };
}

/** Returns the prefix of all names for the endpoint. Long endpoint names with a common beginning share it. */
export function contentPrefix(endpointName: string): string {
  return `${endpointName.slice(0, MAX_NAME_LENGTH - HASH_LENGTH - 1).replace(/-+$/, '')}-`;
}

/** Returns true for a name that {@link contentNames} may return for the endpoint. */
export function isContentName(name: string, endpointName: string): boolean {
  const prefix = contentPrefix(endpointName);
  return name.startsWith(prefix) && /^[a-z2-7]{12}$/.test(name.slice(prefix.length));
}

const hash = (content: Json): string => sha256Base32(canonicalJson(content), HASH_LENGTH);
