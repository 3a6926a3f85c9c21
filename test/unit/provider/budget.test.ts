import { planExperiment } from '../../../modules/provider/experiment/plan-experiment';
import { unknown } from '../../../modules/plugin';
import { configured, experimentPlan } from './configurations';

/** 40 training jobs of at most 720 s with their grace, on ml.m5.large at $0.115 an hour: at most $0.92. */
function plan(change: Record<string, unknown>, provider = configured()) {
  const planned = experimentPlan(change);
  const request = { prior: null, planned, configured: provider, private: undefined, requiresReplace: [] };
  const answer = planExperiment({ ...request, config: planned });
  const errors = (answer.diagnostics ?? []).filter(({ severity }) => severity === 'error');
  return { ...answer, errors };
}

const capOf = ({ planned }: ReturnType<typeof plan>) =>
  (planned.generations as never as { adjustments: { numbers?: object } | null }[])[0]?.adjustments;

describe('the budget of an experiment', () => {
  it('lets a search pass that cannot exceed it', () => {
    expect(plan({}).planned.cost_ceiling).toMatch(/^\$0\.92: /);
    for (const budget_action of ['reject', 'stop']) {
      const within = plan({ budget_usd: 0.92, budget_action });
      expect([within.errors, capOf(within)]).toEqual([[], null]);
    }
  });

  it('rejects one that may, with ceiling, budget, prices and everything that helps', () => {
    const { errors, diagnostics } = plan({ budget_usd: 0.5 });
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['budget_usd'],
        summary: 'Cost Ceiling Above Budget',
        detail: expect.stringMatching(
          /^The search may cost up to \$0.92, and its budget is \$0.50. At most 8.00 instance hours .*us-east-1.* Lower resource_limits.*, set resource_limits.max_runtime_in_seconds to at most 3793, raise budget_usd, or set budget_action = "stop"/,
        ),
      }),
    ]);
    // What is not launched is not announced.
    expect(diagnostics).toEqual(errors);
    const limits = { max_number_of_training_jobs: 40, max_parallel_training_jobs: 4 };
    const capped = { resource_limits: { ...limits, max_runtime_in_seconds: 3793 } };
    expect(plan({ budget_usd: 0.5, ...capped }).errors).toEqual([]);
  });

  it('rejects a search without an upper bound or with an unknown price', () => {
    const endless = {
      max_number_of_training_jobs: null,
      max_parallel_training_jobs: 4,
      max_runtime_in_seconds: null,
    };
    expect(
      plan({ budget_usd: 5, resource_limits: endless, autotune: { mode: 'Enabled' } }).errors,
    ).toMatchObject([
      { detail: expect.stringContaining('may cost any amount, and its budget is $5.00') as unknown },
    ]);
    const elsewhere = configured({ prices: { region: 'eu-central-1' } });
    for (const budget_action of ['reject', 'stop']) {
      expect(plan({ budget_usd: 5, budget_action }, elsewhere).errors).toMatchObject([
        {
          summary: 'Budget Cannot Be Checked',
          detail: expect.stringMatching(
            /eu-central-1.*tuneform prices refresh --region eu-central-1.*remove budget_usd/,
          ) as unknown,
        },
      ]);
    }
  });

  it('is kept by the service, which stops the search in time', () => {
    const stopped = plan({ budget_usd: 0.5, budget_action: 'stop' });
    expect(stopped.errors).toEqual([]);
    expect(capOf(stopped)).toMatchObject({ max_runtime_in_seconds: 3793 });
    expect(stopped.planned).toMatchObject({
      cost_ceiling: expect.stringMatching(/^\$0\.50: /),
      fingerprint: plan({}).planned.fingerprint,
    });
    const limits = {
      max_number_of_training_jobs: null,
      max_parallel_training_jobs: 4,
      max_runtime_in_seconds: null,
    };
    const endless = plan({ budget_usd: 5, budget_action: 'stop', resource_limits: limits });
    expect([endless.errors, endless.planned.cost_ceiling]).toEqual([[], expect.stringMatching(/^\$5\.00: /)]);
  });

  it('is rejected where no cap that the service accepts keeps it, with the lowest that one keeps', () => {
    const limits = {
      max_number_of_training_jobs: 400,
      max_parallel_training_jobs: 100,
      max_runtime_in_seconds: null,
    };
    const low = { budget_usd: 0.5, budget_action: 'stop', resource_limits: limits };
    // 100 training jobs for 120 s and 120 s of grace.
    expect(plan(low).errors).toMatchObject([
      {
        summary: 'Budget Too Low',
        detail: expect.stringContaining('The lowest possible budget of this search is $0.77.') as unknown,
      },
    ]);
    expect(plan({ ...low, budget_usd: 0.77 }).errors).toEqual([]);
  });

  it('is checked as soon as what a search costs is known, and no sooner', () => {
    expect(plan({ budget_usd: 0.5, role_arn: unknown }).errors).toHaveLength(1);
    expect(plan({ budget_usd: 0.5, stopping_condition: { max_runtime_in_seconds: unknown } }).errors).toEqual(
      [],
    );
    expect(plan({ budget_usd: unknown }).errors).toEqual([]);
  });
});
