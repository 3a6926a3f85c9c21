/** A request or a description of a training job, as far as its checkpoints go. */
interface WithCheckpoints {
  readonly CheckpointConfig?: { S3Uri: string | undefined; LocalPath?: string | undefined } | undefined;
}

/**
 * Gives a training job a folder of its own for its checkpoints, below the configured place and named after it, as SageMaker does for
 * each job of a search. It takes the place of a single job as it is, so a smoke run of a new image would go on from the checkpoints of
 * an earlier image's, and prove that one.
 */
export function withOwnCheckpoints<T extends WithCheckpoints>(job: T, name: string): T {
  return withPlace(job, (place) => (place.endsWith('/') ? `${place}${name}/` : `${place}/${name}`));
}

/** Returns the job with the place that was configured. */
export function withConfiguredCheckpoints<T extends WithCheckpoints>(job: T, name: string): T {
  return withPlace(job, (place) => {
    if (place.endsWith(`/${name}/`)) return place.slice(0, -name.length - 1);
    return place.endsWith(`/${name}`) ? place.slice(0, -name.length - 1) : place;
  });
}

function withPlace<T extends WithCheckpoints>(job: T, change: (place: string) => string): T {
  const place = job.CheckpointConfig?.S3Uri;
  if (place === undefined) return job;
  return { ...job, CheckpointConfig: { ...job.CheckpointConfig, S3Uri: change(place) } };
}
