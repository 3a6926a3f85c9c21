import { excerptPlan } from '../../../../modules/cli/demo/plan-excerpt';
import { errorsIn, withoutStackName } from '../../../../modules/cli/demo/run-cdktf';

const PLAN = `Terraform used the selected providers to generate the following execution
plan. Resource actions are indicated with the following symbols:
+ create

Terraform will perform the following actions:

  # aws_s3_bucket.Artifacts (Artifacts/Bucket) will be created
  + resource "aws_s3_bucket" "Artifacts" {
      + arn    = (known after apply)
      + bucket = "tuneform-default"
    }

  # tuneform_experiment.Digits (Digits/Experiment) will be created
  + resource "tuneform_experiment" "Digits" {
      + cost_ceiling = "$0.77"
      + generation   = 1
      + id           = (known after apply)
    }

Plan: 2 to add, 0 to change, 0 to destroy.

Changes to Outputs:
  + cost_ceiling = "$0.77"

Warning: Launches Training Jobs

  with tuneform_experiment.Digits (Digits/Experiment),
  on cdk.tf.json line 44, in resource.tuneform_experiment.Digits:
  44:       }

Applying launches 1 tuning job: up to 20 training jobs on ml.m5.large, 2 at a
time, at most $0.77.

─────────────────────────────────────────────────────────────────────────────

Saved the plan to: plan`.split('\n');

describe('excerptPlan', () => {
  it('keeps headers of all resources, known values of those that matter, and the summary', () => {
    expect(excerptPlan(PLAN, /tuneform_/)).toEqual({
      lines: [
        '# aws_s3_bucket.Artifacts (Artifacts/Bucket) will be created',
        '# tuneform_experiment.Digits (Digits/Experiment) will be created',
        '+ resource "tuneform_experiment" "Digits" {',
        '    + cost_ceiling = "$0.77"',
        '    + generation   = 1',
        '  }',
      ],
      warnings: [
        'Launches Training Jobs: Applying launches 1 tuning job: up to 20 training jobs on ml.m5.large, 2 at a time, at most $0.77.',
      ],
      summary: 'Plan: 2 to add, 0 to change, 0 to destroy.',
      changes: true,
      omitted: 5,
    });
  });

  it('knows an empty plan', () => {
    const output = ['No changes. Your infrastructure matches the configuration.'];
    expect(excerptPlan(output, /./)).toMatchObject({ changes: false, lines: [], summary: output[0] });
  });

  it('does not take other output for a plan', () => {
    expect(excerptPlan(['Initializing the backend...'], /./).summary).toBeUndefined();
  });
});

describe('withoutStackName', () => {
  it.each([
    ['foundation  Plan: 1 to add', 'Plan: 1 to add', 'the first line carries the name'],
    ['              + create', '  + create', 'the rest carries room for it and its own indentation'],
    ['Generated Terraform code', 'Generated Terraform code', 'the CLI itself speaks without it'],
  ])('%j becomes %j: %s', (line, bare) => {
    expect(withoutStackName(line)).toBe(bare);
  });
});

describe('errorsIn', () => {
  it("shows Terraform's error and what follows it, not the progress before", () => {
    expect(errorsIn(['a: Creating...', '', 'Error: Port Taken', '', 'It is taken.'])).toBe(
      'Error: Port Taken\n\nIt is taken.',
    );
  });

  it('shows the end of the output where no error is named', () => {
    expect(errorsIn(['a', 'b'])).toBe('a\nb');
  });
});
