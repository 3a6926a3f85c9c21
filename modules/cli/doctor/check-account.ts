import type { InstancesInUse } from '../../aws';
import { trainingQuotaName } from '../../aws';
import { failing, fine, noted } from './check';
import type { Check } from './check';

/** The result of a look at the account: what it saw, or why it saw nothing. */
export type Seen<T> =
  | { readonly seen: T }
  | {
      readonly unseen: 'not allowed' | 'no credentials' | 'took too long' | 'failed' | 'elsewhere';
      readonly actions: readonly string[];
      readonly reason: string;
    };

const CREDENTIALS = { id: 'credentials', title: 'Credentials' };

/** `look` is one list of tuning jobs: whether the service accepts the credentials. */
export function checkCredentials(look: Seen<unknown>, region: string): Check {
  if ('seen' in look) return fine(CREDENTIALS, `accepted by SageMaker in ${region}`);
  if (look.unseen === 'not allowed') return missingRight(CREDENTIALS, 'accepted', look.actions);
  if (look.unseen === 'no credentials') {
    return failing(
      CREDENTIALS,
      `none that AWS accepts: ${look.reason}`,
      'sign in, for example with aws sso login, or set AWS_PROFILE; with aws sts get-caller-identity you see whose they are',
    );
  }
  return failing(
    CREDENTIALS,
    `SageMaker in ${region} does not answer: ${look.reason}`,
    'check the network, its proxy and the region',
  );
}

const REGION = { id: 'region', title: 'Region' };

/** @param from where the region is from: an option, a variable, or absent for the default. */
export function checkRegion(region: string, from: string | undefined): Check {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region)) {
    return failing(REGION, `"${region}" is not a name such as us-east-1`, 'correct --region or AWS_REGION');
  }
  return from === undefined
    ? noted(REGION, `${region}, because nothing names one`, 'set AWS_REGION, or the region of the provider')
    : fine(REGION, `${region} (${from})`);
}

const QUOTAS = { id: 'quotas', title: 'Quotas' };

export interface SeenQuotas {
  /** Instances by the quota's name. */
  readonly quotas: ReadonlyMap<string, number>;
  readonly inUse: InstancesInUse;
}

/** @param types the instance types that matter; empty to judge whether the account may train at all. */
export function checkQuotas(look: Seen<SeenQuotas>, types: readonly string[], region: string): Check {
  if (!('seen' in look)) return notSeen(QUOTAS, look);
  const { quotas, inUse } = look.seen;
  const remedy = 'request more in Service Quotas (Amazon SageMaker, “for training job usage”)';
  if (types.length === 0) {
    const usable = [...quotas].filter(([, limit]) => limit > 0).length;
    return usable === 0
      ? failing(QUOTAS, `no instance type may train in ${region}`, remedy)
      : fine(QUOTAS, `${String(usable)} kinds of training instances are allowed in ${region}`);
  }
  const parts = types.map((type) => {
    const name = trainingQuotaName(type, false);
    const limit = quotas.get(name);
    return { type, limit, used: inUse.byQuota.get(name) ?? 0 };
  });
  const says = parts
    .map(
      ({ type, limit, used }) =>
        `${type}: ${limit === undefined ? 'unknown' : `${String(used)} of ${String(limit)} in use`}`,
    )
    .join(', ');
  if (parts.some(({ limit, used }) => limit !== undefined && used >= limit)) {
    return failing(QUOTAS, says, remedy);
  }
  return parts.some(({ limit }) => limit === undefined)
    ? noted(
        QUOTAS,
        says,
        'check the spelling of the instance type; Service Quotas lists no quota of that name',
      )
    : fine(QUOTAS, says);
}

const ROLE = { id: 'role', title: 'Role' };

/** @param trusts whether its trust policy lets SageMaker assume it; undefined if there is no such role. */
export function checkRole(arn: string, look: Seen<{ readonly trusts: boolean } | undefined>): Check {
  const of = { ...ROLE, title: 'Role' };
  if (!('seen' in look)) return notSeen(of, look);
  if (look.seen === undefined) {
    return failing(
      of,
      `${arn} does not exist in this account`,
      'create it, or correct the ARN and the account',
    );
  }
  return look.seen.trusts
    ? fine(of, `${arn} lets SageMaker assume it`)
    : failing(
        of,
        `the trust policy of ${arn} does not let SageMaker assume it`,
        'allow sts:AssumeRole for the principal {"Service": "sagemaker.amazonaws.com"}',
      );
}

export const roleNotGiven = (): Check =>
  noted(ROLE, 'not looked at', 'name it with --role, or a state that has it with --state');

/** A look that saw nothing says nothing about the thing, so it is a note. */
export function notSeen(
  of: Pick<Check, 'id' | 'title'>,
  { unseen, actions, reason }: Exclude<Seen<unknown>, { readonly seen: unknown }>,
): Check {
  if (unseen === 'not allowed') return missingRight(of, 'not looked at', actions);
  return noted(of, `not looked at: ${reason}`, 'mend what the other lines say, and look again');
}

const missingRight = (of: Pick<Check, 'id' | 'title'>, says: string, actions: readonly string[]): Check =>
  noted(of, `${says}; the right to look is missing`, `allow ${actions.join(', ')}`);
