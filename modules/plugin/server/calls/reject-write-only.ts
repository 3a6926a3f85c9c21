import { errorAt } from '../../../kernel';
import type { Diagnostic } from '../../../kernel';
import { rewritePlan } from '../../plan/walk';
import type { Body } from '../../plan/body';
import type { Schema } from '../../schema/schema';

/**
 * Returns an error for a CLI that does not declare support for write-only attributes: it would find our null where the
 * configuration has a value, and blame the provider for an invalid plan.
 */
export function rejectWriteOnly(schema: Schema, config: Body): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  rewritePlan(schema, { config: null, prior: null, planned: config }, (visit) => {
    if (visit.attribute.writeOnly && visit.planned !== null) {
      const { path } = visit;
      found.push(
        errorAt(
          path,
          'Write-Only Attribute Not Supported',
          `"${String(path.at(-1))}" is write-only, which this version of Terraform or OpenTofu does not support. ` +
            'Use Terraform 1.11 or OpenTofu 1.11, or newer, or leave the attribute out.',
        ),
      );
    }
    return visit.planned;
  });
  return found;
}
