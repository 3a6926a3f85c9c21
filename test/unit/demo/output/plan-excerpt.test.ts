import { excerptPlan, warningsIn } from '../../../../modules/demo/output/plan-excerpt';
import { errorsIn, withoutStackName } from '../../../../modules/demo/programs/run-cdktf';

const PLAN = `Warning: Incomplete lock file information

This is about the machine, not about the plan.

Terraform used the selected providers to generate the following execution
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

const telling = {
  resources: /tuneform_/,
  attributes: new Set(['cost_ceiling', 'generation', 'name']),
  noise: /fingerprint/,
};

describe('excerptPlan', () => {
  it('keeps a line for every resource, the telling values, warnings about the plan, and the summary', () => {
    expect(excerptPlan(PLAN, telling)).toEqual({
      lines: [
        '+ aws_s3_bucket (Artifacts/Bucket)',
        '+ tuneform_experiment (Digits/Experiment)',
        '    + cost_ceiling = "$0.77"',
        '    + generation = 1',
      ],
      warnings: [
        'Launches Training Jobs: Applying launches 1 tuning job: up to 20 training jobs on ml.m5.large, 2 at a time, at most $0.77.',
      ],
      summary: 'Plan: 2 to add, 0 to change, 0 to destroy.',
      changes: true,
      omitted: 7,
    });
  });

  it('shows every changed value of a resource that is updated', () => {
    const plan = [
      '  # tuneform_experiment.Digits (Digits/Experiment) will be updated in-place',
      '  ~ resource "tuneform_experiment" "Digits" {',
      '      ~ because    = "the experiment is new" -> "learning_rate max 0.3 -> 0.5"',
      '      ~ status     = "Completed" -> (known after apply)',
      '            ~ max_value    = 0.3 -> 0.5',
      '      ~ fingerprint = "a" -> "b"',
      '              + generation = 2',
      '      + current    = {',
      '          + because = "an object that the update adds"',
      '        }',
      '        name       = "digits"',
      '        # (3 unchanged attributes hidden)',
    ];
    expect(excerptPlan(plan, telling).lines).toEqual([
      '~ tuneform_experiment (Digits/Experiment)',
      '    ~ because = "the experiment is new" -> "learning_rate max 0.3 -> 0.5"',
      '    ~ max_value = 0.3 -> 0.5',
    ]);
  });

  it.each([
    ['# aws_s3_bucket.A (A/B) will be updated in-place', '~ aws_s3_bucket (A/B)'],
    ['# aws_s3_bucket.A must be replaced', '-/+ aws_s3_bucket.A'],
    ['# aws_s3_bucket.A is tainted, so must be replaced', '-/+ aws_s3_bucket.A'],
    ['# aws_s3_bucket.A (A/B) will be destroyed', '- aws_s3_bucket (A/B)'],
    ['# data.aws_iam_policy.A (A/B) will be read during apply', '<= data.aws_iam_policy (A/B)'],
  ])('says in brief of %j: %j', (header, brief) => {
    expect(excerptPlan([`  ${header}`], telling).lines).toEqual([brief]);
  });

  it('leaves out that Terraform gave a warning twice, when it planned and when it applied', () => {
    const output = [
      'Warning: Packed',
      '',
      '  with tuneform_container_image.A,',
      '',
      'Applying packs the files.',
      '',
      '(and one more similar warning elsewhere)',
      '',
      'Apply complete! Resources: 1 added, 0 changed, 0 destroyed.',
    ];
    expect(warningsIn(output)).toEqual(['Packed: Applying packs the files.']);
  });

  it('shows a warning without an explanation as its title', () => {
    expect(
      warningsIn(['Warning: Launch of digits: up to 20 jobs, at most $0.46', '', '  with a.b,', '']),
    ).toEqual(['Launch of digits: up to 20 jobs, at most $0.46']);
  });

  it('knows an empty plan', () => {
    const output = ['No changes. Your infrastructure matches the configuration.'];
    expect(excerptPlan(output, telling)).toMatchObject({ changes: false, lines: [], summary: output[0] });
  });

  it('does not take other output for a plan', () => {
    expect(excerptPlan(['Initializing the backend...'], telling).summary).toBeUndefined();
  });
});

describe('withoutStackName', () => {
  it.each([
    ['foundation  Plan: 1 to add', 'Plan: 1 to add', 'the first line carries the name'],
    ['              + create', '  + create', 'the rest carries room for it and its own indentation'],
    ['Generated Terraform code', 'Generated Terraform code', 'the CLI itself speaks without it'],
  ])('%j becomes %j: %s', (line, bare) => {
    expect(withoutStackName(line, ['foundation', 'experiment'])).toBe(bare);
  });

  it('takes as much room as the longest name needs', () => {
    expect(['mars  Plan', '        + create'].map((line) => withoutStackName(line, ['mars']))).toEqual([
      'Plan',
      '  + create',
    ]);
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
