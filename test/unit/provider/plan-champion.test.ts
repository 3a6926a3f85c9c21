import { isUnknown, unknown } from '../../../modules/plugin';
import { planChampion } from '../../../modules/provider/champion/plan-champion';
import { confirmed, rememberPromotion } from '../../../modules/provider/champion/refreshed-promotion';
import type { ChampionPlan, ChampionState } from '../../../modules/provider/champion/types';
import { configured } from './configurations';

const written = {
  name: 'churn',
  tuning_job_names: ['churn-a'],
  objective: { type: 'Maximize', metric_name: 'accuracy' },
  wait: null,
  gate: null,
};

const decided = {
  ...written,
  id: 'churn',
  status: 'Completed',
  verdict: 'promote',
  because: 'the first champion',
  candidate: null,
  current: null,
  training_job_name: 'churn-a-001',
  model_data_url: 's3://bucket/model.tar.gz',
  training_image: 'image',
  metric_value: 0.9,
} as unknown as ChampionState;

function answer(change: Record<string, unknown>, prior: ChampionState | null, kept?: Uint8Array) {
  const planned = { ...written, ...change } as unknown as ChampionPlan;
  return planChampion({
    config: planned as never,
    prior,
    planned,
    configured: configured(),
    private: kept,
    requiresReplace: [],
  });
}

const plan = (change: Record<string, unknown>, prior: ChampionState | null) => answer(change, prior).planned;

describe('planning a champion', () => {
  it('says that the owner changed when other searches are asked about, and only then', () => {
    const warnings = (change: Record<string, unknown>, kept: Uint8Array | undefined) =>
      (answer(change, decided, kept).diagnostics ?? []).map(({ detail }) => detail);
    const others = { tuning_job_names: ['churn-a', 'churn-b'] };
    expect(warnings(others, confirmed('you'))).toEqual([
      expect.stringMatching(/owner was "you" .* is "me" now/),
    ]);
    expect(warnings(others, rememberPromotion({ before: null }, confirmed('you')))).toHaveLength(1);
    expect(warnings(others, confirmed('me'))).toEqual([]);
    expect(warnings(others, undefined)).toEqual([]);
    expect(warnings({}, confirmed('you'))).toEqual([]);
  });

  it('keeps what was decided', () => {
    expect(plan({}, decided)).toEqual(decided);
  });

  it('decides again as long as the apply has to fail for want of a winner', () => {
    const lost = { ...decided, status: 'NoWinner', verdict: 'no winner' } as ChampionState;
    const asks = { fail_on: 'no_winner' };
    expect(plan(asks, lost).status).toBe(unknown);
    expect(plan(asks, decided).status).toBe('Completed');
    expect(plan({ fail_on: null }, lost).status).toBe('NoWinner');
  });

  it('does not ask again for more patience', () => {
    expect(plan({ wait: { timeout: '1h', poll: null } }, decided)).toMatchObject({
      status: 'Completed',
      model_data_url: 's3://bucket/model.tar.gz',
    });
  });

  it.each([
    { what: 'another search', change: { tuning_job_names: ['churn-a', 'churn-b'] } },
    { what: 'searches not known yet', change: { tuning_job_names: unknown } },
    { what: 'another gate', change: { gate: { minimum_value: 0.8, minimum_improvement: null } } },
    { what: 'another objective', change: { objective: { type: 'Minimize', metric_name: 'loss' } } },
  ])('asks again for $what', ({ change }) => {
    expect(isUnknown(plan(change, decided).status)).toBe(true);
  });

  it('warns that a promotion which only a refresh has made is judged again by a changed gate', () => {
    const gate = { minimum_value: 0.95, minimum_improvement: null };
    const byRefresh = rememberPromotion({ before: null });
    expect(answer({ gate }, decided, byRefresh).diagnostics).toEqual([
      expect.objectContaining({
        severity: 'warning',
        summary: 'Promotion Reconsidered',
        detail: expect.stringMatching(/^A refresh promoted churn-a-001 .* there is no champion\.$/),
      }),
    ]);
    expect(answer({}, decided, byRefresh).diagnostics).toEqual([]);
    expect(answer({ gate }, decided).diagnostics).toEqual([]);
  });

  it('resumes one that waits', () => {
    expect(isUnknown(plan({}, { ...decided, status: 'InProgress' }).status)).toBe(true);
  });
});
