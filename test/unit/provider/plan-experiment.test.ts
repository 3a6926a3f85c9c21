import { isUnknown, isWhollyKnown, unknown } from '../../../modules/plugin';
import { planExperiment } from '../../../modules/provider/experiment/plan-experiment';
import { stateAfterApply } from '../../../modules/provider/experiment/state-of';
import type {
  ExperimentFinalPlan,
  ExperimentPlan,
  ExperimentState,
} from '../../../modules/provider/experiment/types';
import { configured, experimentConfig, experimentPlan } from './configurations';

type Request = Parameters<typeof planExperiment>[0];

function plan(
  planned: ExperimentPlan,
  prior: ExperimentState | null = null,
  provider: Request['configured'] | 'unknown' = configured(),
) {
  const request = {
    config: planned as unknown,
    prior,
    planned,
    configured: provider === 'unknown' ? undefined : provider,
    private: undefined,
    requiresReplace: [],
  };
  const answer = planExperiment(request);
  // Terraform asks again while applying and refuses another answer.
  expect(planExperiment(request)).toEqual(answer);
  return answer;
}

/** The state after applying a plan. */
function applied(planned: ExperimentPlan, status: 'InProgress' | 'Pending' = 'InProgress'): ExperimentState {
  return stateAfterApply({ ...planned, object_id: 'mine' } as ExperimentFinalPlan, [{ status }]);
}

describe('planning an experiment under another owner', () => {
  const details = (answer: ReturnType<typeof plan>) => (answer.diagnostics ?? []).map(({ detail }) => detail);
  const before = () => applied(plan(experimentPlan()).planned);

  it('says which owner it had, that the search is paid for again, and how to change nothing', () => {
    const answer = plan(experimentPlan(), before(), configured({ owner: 'you' }));
    expect(answer.planned).toMatchObject({ action: 'launch', because: `the provider's owner "me" → "you"` });
    expect(details(answer)).toContainEqual(
      expect.stringMatching(/owner was "me" .* is "you" now.*costs money.*not adopted.*set owner = "me"/),
    );
  });

  it('says so beside what was edited, and while the search is not known yet', () => {
    const run = plan(experimentPlan({ run: 2 }), before(), configured({ owner: 'you' }));
    expect(run.planned.because).toBe(`the provider's owner "me" → "you", run 1 → 2`);
    const undecided = plan(experimentPlan({ role_arn: unknown }), before(), configured({ owner: 'you' }));
    expect(details(undecided)).toContainEqual(expect.stringContaining('owner was "me"'));
  });

  it('says nothing where the owner is the same or no tag tells of one', () => {
    expect(details(plan(experimentPlan(), before()))).toEqual([]);
    const untagged = { ...before(), tags_all: {} };
    const answer = plan(experimentPlan(), untagged, configured({ owner: 'you' }));
    expect(answer.planned.because).toBe(`the provider's owner is now "you"`);
    expect(details(answer)).not.toContainEqual(expect.stringContaining('owner was'));
  });

  it('treats an edited tag as drift and not as another owner', () => {
    const edited = before();
    const drifted = { ...edited, tags_all: { ...edited.tags_all, 'tuneform:owner': 'somebody' } };
    const answer = plan(experimentPlan(), drifted);
    expect(answer.planned.action).toBe('metadata only');
    expect(details(answer)).toEqual([]);
  });
});

/** Terraform folds warnings of one summary, so it says which experiment and how much. */
const LAUNCHES = 'Launch of churn: up to 40 jobs, at most $0.92';

describe('planning an experiment', () => {
  it('explains a launch completely before anything exists', () => {
    const { planned, diagnostics } = plan(experimentPlan());
    expect(planned).toMatchObject({
      generation: 1,
      action: 'launch',
      because: 'the experiment is new',
      cost_ceiling: expect.stringMatching(/^\$\d+\.\d\d: [\d.]+ instance hours at \$0\.115 \(us-east-1, /),
      tuning_job_name: expect.stringMatching(/^churn-[a-z2-7]{12}$/),
      tags_all: expect.objectContaining({ 'tuneform:owner': 'me', 'tuneform:generation': '1' }),
    });
    expect(planned.tuning_job_names).toEqual([planned.tuning_job_name]);
    expect(isUnknown(planned.status)).toBe(true);
    expect(diagnostics).toEqual([
      { severity: 'warning', summary: 'Launch of churn: up to 40 jobs, at most $0.92', detail: '', path: [] },
    ]);
  });

  it('says that the search which is superseded goes on and costs money, as long as it does', () => {
    const running = applied(plan(experimentPlan()).planned);
    const next = experimentPlan({ random_seed: 8 });
    const warned = (plan(next, running).diagnostics ?? []).map(({ summary }) => summary);
    expect(warned).toEqual([LAUNCHES, 'Earlier Search Still Running']);
    expect(plan(next, running).diagnostics?.[1]?.detail).toContain(`tuning job ${running.tuning_job_name},`);
    const ended = { ...running, status: 'Completed' };
    expect((plan(next, ended).diagnostics ?? []).map(({ summary }) => summary)).toEqual([LAUNCHES]);
    expect(plan(experimentPlan(), running).diagnostics ?? []).toEqual([]);
  });

  it('says what it can while the image is not known yet', () => {
    const image = { ...experimentConfig.algorithm_specification, training_image: unknown };
    const { planned, diagnostics } = plan(experimentPlan({ algorithm_specification: image }));
    expect(planned).toMatchObject({
      generation: 1,
      action: 'launch',
      cost_ceiling: expect.stringMatching(/^\$/),
    });
    expect(isUnknown(planned.tuning_job_name)).toBe(true);
    expect(isUnknown(planned.tuning_job_names)).toBe(true);
    expect(diagnostics?.[0]?.summary).toContain('up to 40 jobs');
  });

  it('keeps every known value of a first plan when the rest becomes known', () => {
    const image = { ...experimentConfig.algorithm_specification, training_image: unknown };
    const first = plan(experimentPlan({ algorithm_specification: image })).planned;
    const second = plan(experimentPlan()).planned;
    for (const [name, value] of Object.entries(first)) {
      if (isWhollyKnown(value)) expect([name, second[name as keyof ExperimentPlan]]).toEqual([name, value]);
    }
  });

  it('plans nothing when nothing changed, whatever the price table says today', () => {
    const prior = {
      ...applied(plan(experimentPlan()).planned),
      cost_ceiling: '$0.01',
    };
    const { planned, diagnostics } = plan(experimentPlan(), prior);
    expect(planned).toEqual(prior);
    expect(diagnostics ?? []).toEqual([]);
  });

  it('warns that it may launch when an update depends on something unknown', () => {
    const prior = applied(plan(experimentPlan()).planned);
    const image = { ...experimentConfig.algorithm_specification, training_image: unknown };
    const { planned, diagnostics } = plan(experimentPlan({ algorithm_specification: image }), prior);
    expect(isUnknown(planned.generation)).toBe(true);
    expect(isUnknown(planned.action)).toBe(true);
    expect(diagnostics?.[0]).toMatchObject({
      summary: LAUNCHES.replace('Launch', 'Possible launch'),
      detail: expect.stringContaining('algorithm_specification'),
    });
  });

  it.each([
    { change: { name: unknown }, cause: 'depends on name, known' },
    { change: { run: unknown, environment: unknown }, cause: 'depends on run, environment, known' },
    { change: {}, provider: 'unknown' as const, cause: 'depends on the provider configuration, known' },
  ])('names what it depends on whether it launches: $cause', ({ change, provider, cause }) => {
    const prior = applied(plan(experimentPlan()).planned);
    expect(plan(experimentPlan(change), prior, provider).diagnostics?.[0]?.detail).toContain(cause);
  });

  it('launches nothing for tags, and leaves the status alone', () => {
    const prior = applied(plan(experimentPlan()).planned);
    const { planned, diagnostics } = plan(experimentPlan({ tags: { team: 'red' } }), prior);
    expect(planned).toMatchObject({
      action: 'metadata only',
      status: 'InProgress',
      generation: 1,
      tags_all: expect.objectContaining({ team: 'red' }),
    });
    expect(diagnostics ?? []).toEqual([]);
  });

  it('asks again for a search that the service had no capacity for', () => {
    const prior = applied(plan(experimentPlan()).planned, 'Pending');
    const { planned, diagnostics } = plan(experimentPlan(), prior);
    expect(planned).toMatchObject({
      action: 'launch',
      generation: 1,
      tuning_job_name: prior.tuning_job_name,
    });
    expect(isUnknown(planned.status)).toBe(true);
    expect(diagnostics?.[0]?.summary).toBe(LAUNCHES);
  });

  it('calls a ceiling unbounded and not known by their names', () => {
    const unpriced = plan(
      experimentPlan({
        resource_config: { ...experimentConfig.resource_config, instance_type: 'ml.u.none' },
      }),
    ).planned;
    expect(unpriced).toMatchObject({ cost_ceiling: 'unknown price' });
  });

  it('leaves names open while the provider itself is not known', () => {
    const { planned } = plan(experimentPlan(), null, 'unknown');
    expect(planned).toMatchObject({ action: 'launch', generation: 1 });
    expect(isUnknown(planned.tuning_job_name)).toBe(true);
  });
});
