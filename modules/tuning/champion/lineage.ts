/**
 * Returns the tuning job of a training job among `tuningJobNames`, or `undefined` if none of them launched it. SageMaker names the
 * training jobs of a search after it: `NAME-001-1a2b3c4d`.
 */
export function tuningJobOf(trainingJobName: string, tuningJobNames: readonly string[]): string | undefined {
  const launchers = tuningJobNames.filter((name) => trainingJobName.startsWith(`${name}-`));
  // One name may begin with another.
  return launchers.sort((a, b) => b.length - a.length)[0];
}

/** Returns the names that are neither a tuning job of the lineage nor a training job of one. */
export function outsideLineage(
  names: readonly string[],
  tuningJobNames: readonly string[],
): readonly string[] {
  return names.filter(
    (name) => !tuningJobNames.includes(name) && tuningJobOf(name, tuningJobNames) === undefined,
  );
}
