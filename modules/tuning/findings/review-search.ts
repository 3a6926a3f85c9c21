import { everyTrainingJobFailed } from './every-training-job-failed';
import type { Finding, SearchReview } from './finding';
import { flatObjective } from './flat-objective';
import { metricNotEmitted } from './metric-not-emitted';
import { parametersWithoutEffect } from './parameter-without-effect';
import { trainingJobsFailed } from './training-jobs-failed';
import { unusedParameters } from './unused-parameter';
import { winnerAtEdge } from './winner-at-edge';

/** What may be found in a search, the gravest first. */
const FINDINGS: readonly ((review: SearchReview) => readonly Finding[])[] = [
  everyTrainingJobFailed,
  metricNotEmitted,
  unusedParameters,
  flatObjective,
  trainingJobsFailed,
  winnerAtEdge,
  parametersWithoutEffect,
];

/** Returns what would otherwise go unnoticed about a search that has ended; pure. */
export function reviewSearch(review: SearchReview): readonly Finding[] {
  return FINDINGS.flatMap((find) => find(review));
}
