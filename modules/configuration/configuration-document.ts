import type { ResolvedConfiguration } from './compose-configuration';

/** Name of the file in the channel that delivers a configuration. */
export const CONFIGURATION_FILE = 'configuration.json';
export const CONFIGURATION_FORMAT = 'tuneform-configuration';
export const CONFIGURATION_VERSION = 1;

/** Returns the text of the document that a container reads: values, their hash, and where each comes from. */
export function configurationDocument({ values, provenance, hash }: ResolvedConfiguration): string {
  const origins = Object.fromEntries(
    Object.entries(provenance).map(([key, { layer, source, replaced }]) => [
      key,
      { layer, source, ...(replaced.length === 0 ? {} : { replaced }) },
    ]),
  );
  const document = {
    format: CONFIGURATION_FORMAT,
    format_version: CONFIGURATION_VERSION,
    hash,
    values,
    provenance: origins,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
