/** Training jobs of one tuning job, with every raise of the quota granted. */
export const MOST_TRAINING_JOBS = {
  Bayesian: 750,
  Random: 10_000,
  Grid: 750,
  Hyperband: 750,
} as const;
/** The same for any strategy. */
export const MOST_TRAINING_JOBS_OF_ANY = 10_000;
/** Training jobs of one tuning job in an account whose quota was not raised. */
export const USUAL_TRAINING_JOBS = 750;
/** Training jobs at a time of one tuning job, with every raise of the quota granted. */
export const MOST_PARALLEL_JOBS = 100;
/** The same in an account whose quota was not raised. */
export const USUAL_PARALLEL_JOBS = 10;
