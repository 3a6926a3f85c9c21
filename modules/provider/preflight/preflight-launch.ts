import { hasErrors } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isUnknown } from '../../plugin';
import type { Context, PlanAnswer, PlanRequest } from '../../plugin';
import { atShortForm, draftOf, isLaunchTitle } from '../../tuning';
import { mayLaunch } from '../experiment/may-launch';
import type { wholeSchema } from '../experiment/schema';
import { undecidedAttributes } from '../experiment/planned-spec';
import { jobsInForce } from '../experiment/tuning-jobs';
import { placeDiagnostics } from '../place-diagnostics';
import type { ProviderData } from '../provider-data';
import { judgeBucket } from './judge-bucket';
import { judgeChannel } from './judge-channel';
import { judgeImage } from './judge-image';
import { asLaunched } from './as-launched';
import type { PlannedLaunch } from './as-launched';
import { earlierLaunch } from './earlier-launch';
import { launchDemand } from './launch-demand';
import { judgeParent } from './judge-parent';
import { judgeQuota } from './judge-quota';
import type { SharedDemand } from './judge-quota';
import { judgeRole } from './judge-role';
import type { Look, Unseen } from './look';
import { noteUnseen } from './note-unseen';
import type { Preflight } from './preflight';
import { subjectOfLaunch } from './subject';
import type { ChannelUse, Subject } from './subject';

type Request = Omit<PlanRequest<typeof wholeSchema, ProviderData>, 'config'>;
type Answer = PlanAnswer<typeof wholeSchema>;

/**
 * Adds to the plan of an experiment what a look at the account says about its launch. The planned values stay as they are.
 * Looks only if the plan launches something or may, and says nothing else that stops it.
 */
export async function preflightLaunch(request: Request, answer: Answer, context: Context): Promise<Answer> {
  const { configured, prior } = request;
  const { planned, diagnostics = [] } = answer;
  if (configured?.preflight === undefined || hasErrors(diagnostics) || !mayLaunch(planned)) return answer;
  const { name, shortForms, ...draft } = draftOf(planned, isUnknown);
  const experiment = name ?? 'experiment';
  const launch = asLaunched(planned);
  const demands = configured.preflight.share(experiment, launchDemand(launch));
  const { session, owner } = configured;
  const looking = Promise.all([
    judgeLaunch({ ...subjectOfLaunch(draft, launch.extended), demands }, configured.preflight, {
      experiment,
      target: session.settings.target,
      region: session.settings.region,
      isFirstPlan: prior === null && undecidedAttributes(planned).length > 0,
    }),
    earlierLaunch(
      { owner, experiment, fingerprint: launch.fingerprint, names: namesNewTo(prior, launch) },
      session,
      configured.preflight,
    ),
  ]);
  const looked = await Promise.race([looking, interrupted(context.signal)]);
  if (looked === undefined) return answer;
  const [judged, earlier] = looked;
  const unseen = configured.preflight.notNotedYet([...judged.unseen, ...earlier.unseen]);
  const findings = [...earlier.findings, ...judged.findings, ...noteUnseen(unseen)];
  context.logger.debug('looked before the launch', { findings: findings.length });
  return {
    ...answer,
    diagnostics: [
      ...diagnostics.filter(({ summary }) => !(earlier.isWhole && isLaunchTitle(summary, experiment))),
      ...placeDiagnostics(findings.map((found) => atShortForm(found, shortForms?.moved))),
    ],
  };
}

/** The launched tuning jobs that state does not know. One that it knows may be there: an earlier apply has said so. */
function namesNewTo(prior: Request['prior'], { names }: PlannedLaunch): readonly string[] {
  const known = prior === null ? [] : jobsInForce(prior).map(({ name }) => name);
  return names.filter((name) => !known.includes(name));
}

/** Resolves to nothing when Terraform is interrupted. */
const interrupted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });

/** The experiment whose launch is judged, and where. */
interface LaunchPlace {
  readonly experiment: string;
  readonly target: 'local' | 'aws';
  readonly region: string;
  readonly isFirstPlan: boolean;
}

async function judgeLaunch(
  subject: Subject & { readonly demands: readonly SharedDemand[] },
  preflight: Preflight,
  place: LaunchPlace,
): Promise<{ readonly findings: readonly Diagnostic[]; readonly unseen: readonly Unseen[] }> {
  const { experiment } = place;
  const unseen: Unseen[] = [];
  /** Judges what was seen, and keeps what was not. */
  const judged = async <T>(
    looking: Promise<Look<T>>,
    judge: (seen: T) => readonly Diagnostic[],
  ): Promise<readonly Diagnostic[]> => {
    const looked = await looking;
    if ('seen' in looked) return judge(looked.seen);
    unseen.push(looked.unseen);
    return [];
  };
  const findings = await Promise.all([
    ...groupsOf(subject.images, ({ uri }) => uri).map((uses) =>
      judged(preflight.image(uses[0].uri), (sight) => judgeImage(uses, sight, place)),
    ),
    ...groupsOf(subject.roles, ({ arn }) => arn).map(([use]) =>
      judged(preflight.role(use.arn), (role) => judgeRole(use, role, experiment)),
    ),
    ...groupsOf(subject.buckets, ({ bucket }) => bucket).map((uses) =>
      judged(preflight.bucket(uses[0].bucket), (sight) => judgeBucket(uses, sight, place)),
    ),
    ...groupsOf(subject.channels, ({ name, address }) => `${name} ${address.bucket}/${address.key}`).map(
      async ([use]) =>
        (await isReadable(use, preflight, place.region))
          ? judged(preflight.firstKey(use.address), (first) => judgeChannel(use, first, experiment))
          : [],
    ),
    ...subject.demands.map((demand) =>
      judged(preflight.quotas(), (sight) => judgeQuota(demand, sight, place)),
    ),
    ...groupsOf(subject.parents, ({ name }) => name).map(([use]) =>
      judged(preflight.tuningJob(use.name), (parent) => judgeParent(use, parent, experiment)),
    ),
  ]);
  return { findings: findings.flat(), unseen };
}

/** Whether the bucket of a channel is there; what is wrong with it is reported once, for the bucket. */
async function isReadable({ address }: ChannelUse, preflight: Preflight, region: string): Promise<boolean> {
  const looked = await preflight.bucket(address.bucket);
  return 'seen' in looked && looked.seen.kind === 'present' && looked.seen.region === region;
}

/** Returns the items by key, in their order. */
function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
