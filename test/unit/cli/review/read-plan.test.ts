import { UNKNOWN } from '../../../../modules/cli/review/planned-change';
import { readPlan } from '../../../../modules/cli/review/read-plan';
import { change, planOf } from './plan-of';

it('an attribute is unknown where the plan marks it, at any depth, and hidden where it is sensitive', () => {
  const [only] = readPlan(
    planOf([
      change('tuneform_experiment', ['create'], {
        after: { name: 'digits', tags: { team: 'a' }, list: [{ a: 1 }] },
        unknown: { arn: true, tags: {}, list: [{ b: true }], counters: { completed: true } },
        sensitive: { name: true },
      }),
    ]),
    'plan.json',
  );
  expect(only).toStrictEqual({
    address: 'tuneform_experiment.digits',
    type: 'tuneform_experiment',
    action: 'create',
    before: undefined,
    after: {
      name: '(sensitive value)',
      arn: UNKNOWN,
      tags: { team: 'a' },
      list: [{ a: 1, b: UNKNOWN }],
      counters: { completed: UNKNOWN },
    },
  });
});

it.each([
  [['create'], 'create'],
  [['delete', 'create'], 'replace'],
  [['create', 'delete'], 'replace'],
  [['forget'], 'forget'],
  [['no-op'], 'no-op'],
])('actions %j are %s', (actions, action) => {
  const [only] = readPlan(planOf([change('x', actions, {})]), 'plan.json');
  expect(only?.action).toBe(action);
});

it('what the refresh has found comes after what the apply does', () => {
  const one = change('tuneform_champion', ['update'], { before: {}, after: {} });
  expect(readPlan(planOf([one], [one]), 'plan.json').map(({ action }) => action)).toEqual([
    'update',
    'refresh',
  ]);
});

it.each([
  ['', 'it is empty'],
  ['PK\u0003\u0004', 'it is a plan file in Terraform’s own format'],
  ['{', 'it is not JSON: '],
  ['[]', 'it is JSON, but not an object'],
  ['{}', 'format_version'],
  ['{"format_version":"2.0"}', 'its format_version is 2.0; 1.x is supported'],
  ['{"format_version":"1.0","values":{}}', 'it is a state, not a plan'],
  ['{"format_version":"1.2","errored":true,"resource_changes":[]}', 'planning failed, so it is incomplete'],
  ['{"format_version":"1.2","resource_changes":[{}]}', 'resource_changes'],
])('%j is rejected, with the reason and the way out', (text, reason) => {
  const read = (): unknown => readPlan(text, 'plan.json');
  expect(read).toThrow(reason);
  expect(read).toThrow(
    /^plan\.json cannot be read as a Terraform plan: .*\. Give the output of terraform show -json PLAN\.$/s,
  );
});
