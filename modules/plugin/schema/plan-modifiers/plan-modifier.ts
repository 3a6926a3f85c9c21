import type { AttributePath, Diagnostic } from '../../../kernel';
import type { Unknown } from '../values/unknown';

/** What a plan modifier sees of one attribute. */
export interface PlanModifierRequest<T> {
  readonly path: AttributePath;
  readonly config: T | null | Unknown;
  /** Null when the object is being created, and inside elements and nested objects that were not there before. */
  readonly prior: T | null;
  readonly planned: T | null | Unknown;
  /** True when the whole object is being created. */
  readonly creating: boolean;
}

/** Absent members change nothing. */
export interface PlanModifierAnswer<T> {
  readonly planned?: T | null | Unknown;
  readonly requiresReplace?: boolean;
  readonly diagnostics?: readonly Diagnostic[];
}

/**
 * Changes the plan of one attribute. Terraform plans twice and compares: the answer may depend on the request
 * alone. Not called when the object is being destroyed.
 */
export interface PlanModifier<T> {
  /** One sentence for the reference documentation. */
  readonly description: string;
  plan(request: PlanModifierRequest<T>): PlanModifierAnswer<T>;
}
