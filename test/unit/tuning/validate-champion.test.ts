import { formatPath } from '../../../modules/kernel';
import { validateChampion } from '../../../modules/tuning';
import type { ChampionDraft } from '../../../modules/tuning';

const base: ChampionDraft = {
  tuning_job_names: ['churn-1', 'churn-2'],
  gate: { minimum_improvement: 0, maximum_cost_usd: 0 },
  approval: 'manual',
  approved_training_job: 'churn-2-001-abc',
  pin: 'churn-1-001-abc',
  reject: ['churn-2-003-abc'],
};
const found = (change: ChampionDraft) =>
  validateChampion({ ...base, ...change }).map(
    ({ path, summary, detail }) => `${formatPath(path ?? [])}: ${summary}: ${detail}`,
  );

it.each<readonly [ChampionDraft, RegExp]>([
  [{ tuning_job_names: ' ' }, /^tuning_job_names: No Tuning Job: /],
  [
    { gate: { minimum_improvement: -0.1 } },
    /^gate\.minimum_improvement: Number Out of Bounds: .*-0\.1.* 0 or more/,
  ],
  [{ gate: { maximum_cost_usd: -1 } }, /^gate\.maximum_cost_usd: Number Out of Bounds: .*-1.* 0 or more/],
  [
    { approval: 'automatic' },
    /^approved_training_job: Approval Without Effect: approved_training_job is "churn-2-001-abc", but approval is "automatic"\. Set approval to "manual", or leave/,
  ],
  [{ approval: null }, /^approved_training_job: Approval Without Effect: .* but approval is "planned"\. Set/],
  [
    { reject: ['churn-1-001-abc'] },
    /^pin: Pinned and Rejected: Training job "churn-1-001-abc" is pinned and rejected\. Remove it from pin or from reject\.$/,
  ],
  [{ reject: ['churn-1'] }, /^pin: Pinned and Rejected: /],
])('finds what alone is wrong: %j', (change, says) => {
  expect(found(change)).toEqual([expect.stringMatching(says)]);
});

it.each<ChampionDraft>([
  {},
  { approval: null, approved_training_job: null },
  { approval: 'automatic', approved_training_job: null },
  { reject: ['churn-10'] },
  { reject: null },
  { gate: null, pin: null },
])('finds nothing wrong with what just passes: %j', (change) => {
  expect(found(change)).toEqual([]);
});
