import { decideGeneration, namesInForceLast } from '../../../modules/provider/experiment/decide-generation';
import type {
  PriorExperiment,
  WantedExperiment,
} from '../../../modules/provider/experiment/decide-generation';
import { planLaunches } from '../../../modules/tuning';
import type { ExperimentSpec } from '../../../modules/tuning';
import { fullSpec } from '../aws/specs';

const wanted = (change: Partial<WantedExperiment> = {}): WantedExperiment => ({
  owner: 'me',
  name: 'churn',
  run: 1,
  spec: fullSpec,
  ...change,
});

function after(first: WantedExperiment, ...edits: readonly WantedExperiment[]): PriorExperiment {
  let prior = priorOf(first, decideGeneration(undefined, first));
  for (const edit of edits) prior = priorOf(edit, decideGeneration(prior, edit));
  return prior;
}

const priorOf = (
  asked: WantedExperiment,
  decision: ReturnType<typeof decideGeneration>,
): PriorExperiment => ({
  ...decision,
  name: asked.name,
  run: asked.run,
  spec: asked.spec,
  progress: { status: 'Completed', trainingJobs: { completed: 20, launched: 20 } },
});

const deeper = wanted({ spec: { ...fullSpec, random_seed: 8 } });

describe('deciding what an edit does', () => {
  it('launches the first generation of a new experiment', () => {
    expect(decideGeneration(undefined, wanted())).toMatchObject({
      action: 'launch',
      generation: 1,
      tuningJobs: [{ name: expect.stringMatching(/^churn-[a-z2-7]{12}$/) }],
    });
  });

  it.each([
    { edit: deeper, because: /random_seed 7 → 8/, why: 'another search is another job' },
    { edit: wanted({ run: 2 }), because: /^run 1 → 2$/, why: 'raising run asks to pay again' },
    { edit: wanted({ name: 'churn2' }), because: /name "churn" → "churn2"/, why: 'the name is in the hash' },
    {
      edit: wanted({ owner: 'you' }),
      because: /owner is now "you"/,
      why: 'jobs of another owner are not ours',
    },
  ])('launches a second generation when $why', ({ edit, because }) => {
    const decision = decideGeneration(after(wanted()), edit);
    expect(decision).toMatchObject({ action: 'launch', generation: 2 });
    expect(decision.because).toMatch(because);
    expect(decision.generations.map(({ generation }) => generation)).toEqual([1, 2]);
  });

  it('finds an earlier search again and launches nothing', () => {
    const decision = decideGeneration(after(wanted(), deeper), wanted());
    expect(decision).toMatchObject({
      action: 'reuse',
      generation: 1,
      // Whether its record is still there is known only to the service.
      because: `the same search as generation 1, tuning job ${decision.tuningJobs[0].name}`,
    });
    expect(decision.generations).toHaveLength(2);
    expect(namesInForceLast(decision).at(-1)).toBe(decision.tuningJobs[0].name);
  });

  it('never gives a number twice, also after going back', () => {
    const prior = after(wanted(), deeper, wanted());
    const third = decideGeneration(prior, wanted({ spec: { ...fullSpec, random_seed: 9 } }));
    expect(third.generation).toBe(3);
  });

  it('changes nothing when the same is asked for', () => {
    expect(decideGeneration(after(wanted()), wanted())).toMatchObject({ action: 'unchanged' });
  });

  it('does not see a change in the order of ranges', () => {
    const reverse = (spec: ExperimentSpec) => ({
      ...spec.parameter_ranges!,
      integer_parameter_ranges: [...spec.parameter_ranges!.integer_parameter_ranges].reverse(),
    });
    const [one] = fullSpec.parameter_ranges!.integer_parameter_ranges;
    const two = {
      ...fullSpec.parameter_ranges!,
      integer_parameter_ranges: [one!, { ...one!, name: 'width' }],
    };
    const written = { ...fullSpec, parameter_ranges: two };
    const reordered = { ...written, parameter_ranges: reverse(written) };
    expect(decideGeneration(after(wanted({ spec: written })), wanted({ spec: reordered })).action).toBe(
      'unchanged',
    );
  });

  it('launches a pending search under its old name and number', () => {
    const prior = after(wanted());
    expect(
      decideGeneration(
        { ...prior, unseenBecause: 'the service has had no capacity for it so far' },
        wanted(),
      ),
    ).toMatchObject({
      action: 'launch',
      generation: 1,
      tuningJobs: prior.generations[0]?.tuningJobs,
    });
  });

  it.each([
    { when: 'is unchanged', unseenBecause: undefined, action: 'unchanged' },
    { when: 'is pending in part', unseenBecause: 'refused', action: 'launch' },
  ])('keeps all tuning jobs of a search that $when', ({ unseenBecause, action }) => {
    const prior = after(wanted());
    const [only] = prior.generations;
    if (only === undefined) throw new Error('there is no generation');
    const { owner, name, run } = wanted();
    const { tuningJobs } = planLaunches({ owner, name, run, fingerprint: only.fingerprint }, new Set(), 3);
    const decision = decideGeneration(
      { ...prior, generations: [{ ...only, tuningJobs }], unseenBecause },
      wanted(),
    );
    expect(decision).toMatchObject({ action, tuningJobs, generations: [{ tuningJobs }] });
    expect(namesInForceLast(decision)).toEqual(tuningJobs.map(({ name }) => name));
  });
});
