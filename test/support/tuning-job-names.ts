type Attributes = Readonly<Record<string, unknown>> | null | undefined;

/** The tuning jobs of an experiment in state or in a plan, which are on one line there. */
export function tuningJobNames(experiment: Attributes): readonly string[] {
  const names = experiment?.['tuning_job_names'];
  return typeof names === 'string' ? names.split(' ') : [];
}

/** The newest of them: the current search's, as long as that has one. */
export const newestTuningJob = (experiment: Attributes): string => tuningJobNames(experiment).at(-1) ?? '';
