import { askService } from '../../aws';
import type { AwsSession } from '../../aws';
import { Preflight, trustsSageMaker } from '../../provider';
import type { Look } from '../../provider';
import { checkCredentials, checkQuotas, checkRole, roleNotGiven } from './check-account';
import type { Seen } from './check-account';
import type { Check } from './check';
import { noted } from './check';
import { checkImage, checkMachine } from './check-image';

/** What a diagnosis is about: roles, images and instance types that were given or that states name. */
export interface Subjects {
  readonly roles: readonly string[];
  readonly images: readonly string[];
  readonly instanceTypes: readonly string[];
}

/** Looks at the account with calls that only read. A look that fails is a line, and the others go on. */
export async function lookAtAccount(
  session: AwsSession,
  { roles, images, instanceTypes }: Subjects,
): Promise<readonly Check[]> {
  const preflight = new Preflight(session);
  const { region } = session.settings;
  const accepted = await preflight.ask(
    { what: 'the service', actions: ['sagemaker:ListHyperParameterTuningJobs'] },
    (signal) => askService(session, signal),
  );
  const credentials = checkCredentials(seen(accepted), region);
  // Without credentials every other look fails the same way.
  if (credentials.status === 'error') return [credentials];
  const quotas = checkQuotas(seen(await preflight.quotas()), instanceTypes, region);
  const roleChecks = await Promise.all(
    roles.map(async (arn) => {
      const look = seen(await preflight.role(arn));
      if (!('seen' in look)) return checkRole(arn, look);
      const role = look.seen;
      const found = role?.arn === arn ? { trusts: trustsSageMaker(role.trustPolicy) } : undefined;
      return checkRole(arn, { seen: found });
    }),
  );
  const imageChecks = await Promise.all(
    images.map(async (uri) => checkImage(uri, seen(await preflight.image(uri)), instanceTypes)),
  );
  return [
    credentials,
    quotas,
    ...(roles.length === 0 ? [roleNotGiven()] : roleChecks),
    ...(images.length === 0 ? [checkMachine(process.arch)] : imageChecks),
  ];
}

/** Returns the lines of an account that cannot be looked at, because its local cloud does not run. */
export const accountNotSeen = (): readonly Check[] => [
  noted(
    { id: 'credentials', title: 'Credentials' },
    'not looked at: the local cloud does not answer',
    'start it: npx tuneform local start',
  ),
  roleNotGiven(),
  checkMachine(process.arch),
];

function seen<T>(look: Look<T>): Seen<T> {
  if ('seen' in look) return look;
  const { why, actions, reason } = look.unseen;
  return { unseen: why, actions, reason };
}
