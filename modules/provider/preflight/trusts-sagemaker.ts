/** SageMaker's service principal. */
const SAGEMAKER = /^sagemaker\.amazonaws\.com(?:\.cn)?$/;

type OneOrMore = string | readonly string[] | undefined;

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, OneOrMore>>;
  readonly Action?: OneOrMore;
  readonly Condition?: unknown;
}

/**
 * Returns whether a trust policy lets SageMaker assume the role. Conditions are taken as met, because only the service knows
 * what it sends; a denial with conditions is taken as not met. True for a policy that is no JSON: IAM stores none such.
 */
export function trustsSageMaker(trustPolicy: string): boolean {
  let policy: { readonly Statement?: Statement | readonly Statement[] } | null;
  try {
    policy = JSON.parse(trustPolicy) as typeof policy;
  } catch {
    return true;
  }
  const statements = [policy?.Statement ?? []].flat() as readonly Statement[];
  const about = statements.filter((one) => coversSageMaker(one) && coversAssumeRole(one));
  const denied = about.some(({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined);
  return !denied && about.some(({ Effect }) => Effect === 'Allow');
}

function coversSageMaker({ Principal: principal }: Statement): boolean {
  if (typeof principal === 'string') return principal === '*';
  const services = listOf(principal?.['Service']);
  return services.some((service) => SAGEMAKER.test(service)) || listOf(principal?.['AWS']).includes('*');
}

const coversAssumeRole = ({ Action: action }: Statement): boolean =>
  listOf(action).some((name) => ['sts:assumerole', 'sts:*', '*'].includes(name.toLowerCase()));

const listOf = (value: OneOrMore): readonly string[] => [value ?? []].flat();
