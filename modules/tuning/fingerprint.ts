import { canonicalJson, sha256Hex } from '../kernel';
import type { Json } from '../kernel';
import type { ExperimentSpec } from './experiment-spec';

/** Raised only when the canonical form below changes its meaning, which makes every experiment look new. */
const FORMAT = 1;

/**
 * SHA-256, hexadecimal, of everything the paid job depends on. Equal searches have equal fingerprints whatever
 * order their ranges, values, metrics and channels were written in.
 *
 * An optional field that is absent leaves no trace, so a later version may add optional fields without making
 * existing experiments look changed.
 */
export function fingerprint(spec: ExperimentSpec): string {
  return sha256Hex(canonicalJson({ format: FORMAT, spec: canonicalSpec(spec) as unknown as Json }));
}

/** The same search with everything whose order means nothing in one order. */
export function canonicalSpec(spec: ExperimentSpec): ExperimentSpec {
  return {
    ...spec,
    parameterRanges: sortedBy(
      spec.parameterRanges.map((range) =>
        range.kind === 'categorical' ? { ...range, values: [...range.values].sort() } : range,
      ),
      (range) => range.name,
    ),
    metricDefinitions: sortedBy(spec.metricDefinitions, (metric) => `${metric.name}\n${metric.regex}`),
    inputDataConfig: sortedBy(spec.inputDataConfig, (channel) => channel.channelName),
  };
}

/** Sorted by code unit, not by locale: the same on every machine. */
function sortedBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
