import { ServiceFault } from '../../ports/service';

interface LifecycleRule {
  readonly rulePriority?: unknown;
  readonly selection?: {
    readonly tagStatus?: unknown;
    readonly tagPrefixList?: unknown;
    readonly tagPatternList?: unknown;
    readonly countType?: unknown;
    readonly countNumber?: unknown;
    readonly countUnit?: unknown;
  };
  readonly action?: { readonly type?: unknown };
}

/**
 * Checks a lifecycle policy against its published grammar. Source: Amazon ECR User Guide, "Lifecycle policy
 * properties".
 */
export function checkLifecyclePolicy(text: string): void {
  const rules = parseRules(text);
  const priorities = new Set<unknown>();
  for (const rule of rules) {
    const { rulePriority: priority, selection, action } = rule;
    if (!Number.isInteger(priority) || Number(priority) < 1) {
      throw invalid('rulePriority must be a positive integer');
    }
    if (priorities.has(priority)) throw invalid(`rulePriority ${String(priority)} is used twice`);
    priorities.add(priority);
    if (selection === undefined) throw invalid('a rule must have a selection');
    if (!['tagged', 'untagged', 'any'].includes(String(selection.tagStatus))) {
      throw invalid('tagStatus must be tagged, untagged or any');
    }
    const named = selection.tagPrefixList !== undefined || selection.tagPatternList !== undefined;
    if ((selection.tagStatus === 'tagged') !== named) {
      throw invalid('tagPrefixList or tagPatternList must be given with tagStatus tagged and with it only');
    }
    if (!['imageCountMoreThan', 'sinceImagePushed'].includes(String(selection.countType))) {
      throw invalid('countType must be imageCountMoreThan or sinceImagePushed');
    }
    if (!Number.isInteger(selection.countNumber) || Number(selection.countNumber) < 1) {
      throw invalid('countNumber must be a positive integer');
    }
    if ((selection.countType === 'sinceImagePushed') !== (selection.countUnit === 'days')) {
      throw invalid('countUnit days must be given with countType sinceImagePushed and with it only');
    }
    if (action?.type !== 'expire') throw invalid('the action type must be expire');
  }
}

function parseRules(text: string): readonly LifecycleRule[] {
  let policy: { readonly rules?: unknown };
  try {
    policy = JSON.parse(text) as typeof policy;
  } catch {
    throw invalid('the policy is not JSON');
  }
  if (!Array.isArray(policy.rules) || policy.rules.length === 0) throw invalid('the policy has no rules');
  return policy.rules as readonly LifecycleRule[];
}

const invalid = (reason: string): ServiceFault =>
  new ServiceFault(
    'InvalidParameterException',
    `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${reason}'`,
  );
