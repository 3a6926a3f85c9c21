import { describeTrainingJob, isOfSearch, lookForObject } from '../../aws';
import type { AwsSession, ObservedTuningJob, SearchIdentity } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { parseS3Address } from '../../tuning';
import type { Look, Unseen } from './look';
import type { Preflight } from './preflight';
import { subjectOf, summaryOf } from './summary-of';

/** The search that a plan launches, with the names that its tuning jobs will have. */
export interface PlannedSearch extends SearchIdentity {
  readonly names: readonly string[];
}

/** What there is already of a search that a plan launches. */
export interface EarlierLaunch {
  /** Whether every tuning job exists, so that applying launches nothing. */
  readonly isWhole: boolean;
  readonly findings: readonly Diagnostic[];
  readonly unseen: readonly Unseen[];
}

/**
 * Looks for the tuning jobs of a search that state does not know. Their names follow from the search, so an apply that finds them takes
 * them over: after a destroy that kept the records, or a loss of state. It would serve their best model, so that is looked for, too.
 */
export async function earlierLaunch(
  { names, ...search }: PlannedSearch,
  session: AwsSession,
  preflight: Preflight,
): Promise<EarlierLaunch> {
  const unseen: Unseen[] = [];
  const seen = <T>(look: Look<T>): T | undefined => {
    if ('seen' in look) return look.seen;
    // One note for all experiments of a plan: each of their names is another.
    unseen.push({ ...look.unseen, what: 'tuning jobs of earlier applies' });
    return undefined;
  };
  const looks = await Promise.all(names.map((name) => preflight.tuningJob(name)));
  const jobs = looks.flatMap((look) => seen(look) ?? []);
  const ours = jobs.filter(({ tags }) => isOfSearch(tags, search));
  const findings = await Promise.all(
    ours.map(async (job) => {
      const taken = takenOver(job, search.experiment);
      const best = job.bestTrainingJobName;
      if (best === undefined) return [taken];
      const at = { what: `training job "${best}"`, actions: ['sagemaker:DescribeTrainingJob'] };
      const details = seen(await preflight.ask(at, (signal) => describeTrainingJob(session, best, signal)));
      const uri = details?.modelDataUrl ?? '';
      const address = parseS3Address(uri);
      if (address === undefined || address.key === '') return [taken];
      const artifact = { what: `artifact "${uri}"`, actions: ['s3:GetObject', 's3:ListBucket'] };
      const sight = seen(await preflight.ask(artifact, (signal) => lookForObject(session, address, signal)));
      return sight === 'absent'
        ? [taken, artifactGone(job, { experiment: search.experiment, best, uri })]
        : [taken];
    }),
  );
  return { isWhole: names.length > 0 && ours.length === names.length, findings: findings.flat(), unseen };
}

function takenOver({ name, status }: ObservedTuningJob, experiment: string): Diagnostic {
  return warningAt(
    [],
    summaryOf('Earlier Search Taken Over', `${subjectOf(experiment, name)}, ${status}`),
    'An earlier apply launched this very search, and state does not know it. Applying takes the tuning job over as it is and does not pay ' +
      'for it again. To search again, raise run. [PREFLIGHT_TAKEN_OVER]',
  );
}

function artifactGone(
  { name }: ObservedTuningJob,
  { experiment, best, uri }: { readonly experiment: string; readonly best: string; readonly uri: string },
): Diagnostic {
  return warningAt(
    [],
    summaryOf('Artifact of an Earlier Search Is Missing', subjectOf(experiment, best)),
    `Applying takes over tuning job "${name}" of an earlier apply. S3 finds no object "${uri}", the artifact of its best training ` +
      'job, so no endpoint can serve that model. Raise run to search again, or restore the object. [PREFLIGHT_ARTIFACT_MISSING]',
  );
}
