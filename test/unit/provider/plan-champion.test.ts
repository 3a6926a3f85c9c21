import { isUnknown, unknown } from '../../../modules/plugin';
import { encodeKept } from '../../../modules/provider/champion/kept';
import type { Kept } from '../../../modules/provider/champion/kept';
import { planChampion } from '../../../modules/provider/champion/plan-champion';
import type { ChampionPlan, ChampionState } from '../../../modules/provider/champion/types';
import type { Contender } from '../../../modules/tuning';
import { configured } from './configurations';

const contender = (name: string, value: number): Contender => ({
  training_job_name: name,
  metric_name: 'accuracy',
  metric_value: value,
  hyperparameters: { rate: '0.1' },
  model_data_url: `s3://bucket/${name}/model.tar.gz`,
  training_image: 'image',
  data_fingerprint: null,
  cost_usd: null,
});
const OLD = contender('churn-a-001', 0.9);
const NEW = contender('churn-b-001', 0.95);
const NEXT = contender('churn-b-002', 0.93);

const objective = { type: 'Maximize', metric_name: 'accuracy' } as const;
const written = {
  name: 'churn',
  tuning_job_names: ['churn-a'],
  objective,
  wait: null,
  gate: null,
  fail_on: null,
  approval: null,
  approved_training_job: null,
  pin: null,
  reject: null,
};

const served = (one: Contender | null) => ({
  current: one,
  training_job_name: one?.training_job_name ?? null,
  model_data_url: one?.model_data_url ?? null,
  training_image: one?.training_image ?? null,
});

const decided = {
  ...written,
  status: 'Completed',
  verdict: 'promote',
  because: 'accuracy 0.9 is the first champion',
  candidate: OLD,
  ...served(OLD),
  previous_winners: null,
} as unknown as ChampionState;

/** The second search was launched, and state has not settled it. */
const waiting = {
  ...decided,
  tuning_job_names: ['churn-a', 'churn-b'],
  status: 'InProgress',
} as ChampionState;
const two = { tuning_job_names: ['churn-a', 'churn-b'] };

const ended: Kept = {
  sight: {
    tuning_job_names: ['churn-b'],
    objective,
    end: 'Completed',
    contenders: [NEW, NEXT],
    complete: true,
    absence: null,
    earlier: [],
  },
};

async function answer(change: Record<string, unknown>, prior: ChampionState | null, kept: Kept = {}) {
  const planned = { ...written, ...change } as unknown as ChampionPlan;
  return planChampion(
    {
      prior,
      planned,
      configured: configured(),
      private: encodeKept(kept),
      requiresReplace: [],
    },
    new AbortController().signal,
  );
}
const plan = async (change: Record<string, unknown>, prior: ChampionState | null, kept?: Kept) =>
  (await answer(change, prior, kept)).planned;

const gate = (change: Record<string, unknown>) => ({
  gate: { minimum_value: null, minimum_improvement: null, compare: null, maximum_cost_usd: null, ...change },
});

describe('a plan that changes nothing', () => {
  it.each([
    { what: 'of a decided champion', change: {}, prior: decided, kept: {} },
    {
      what: 'of a decided champion whose search is remembered',
      change: two,
      prior: { ...decided, ...two },
      kept: ended,
    },
    { what: 'while the search runs', change: two, prior: waiting, kept: {} },
    {
      what: 'while the search runs, approval automatic',
      change: { ...two, approval: 'automatic' },
      prior: { ...waiting, approval: 'automatic' },
      kept: {},
    },
  ])('$what', async ({ change, prior, kept }) => {
    expect(await plan(change, prior as ChampionState, kept)).toEqual(prior);
  });

  it('beyond the patience of an apply', async () => {
    const wait = { timeout: '1h', poll: null };
    expect(await plan({ wait }, decided)).toEqual({ ...decided, wait });
  });
});

describe('a search that has ended since the last apply', () => {
  it.each([null, 'planned', 'automatic'])('is a planned change, approval %s', async (approval) => {
    const prior = { ...waiting, approval } as ChampionState;
    expect(await plan({ ...two, approval }, prior, ended)).toEqual({
      ...prior,
      status: 'Completed',
      verdict: 'promote',
      because: "accuracy 0.95 beats the champion's 0.9 by 0.05",
      candidate: NEW,
      ...served(NEW),
      previous_winners: ['churn-a-001'],
    });
  });

  it('shows its candidate and promotes nothing until that is approved, approval manual', async () => {
    const asks = { ...two, approval: 'manual' };
    const shown = await plan(asks, { ...waiting, approval: 'manual' }, ended);
    expect(shown).toMatchObject({
      status: 'Completed',
      verdict: 'await approval',
      because: expect.stringContaining('set approved_training_job to "churn-b-001"'),
      candidate: NEW,
      ...served(OLD),
      previous_winners: null,
    });
    const approved = { ...asks, approved_training_job: 'churn-b-001' };
    expect(await plan(approved, shown as ChampionState, ended)).toMatchObject({
      verdict: 'promote',
      ...served(NEW),
    });
  });

  it('is judged by the gate of the configuration, not by the one in state', async () => {
    expect(await plan({ ...two, ...gate({ minimum_value: 0.99 }) }, waiting, ended)).toMatchObject({
      verdict: 'keep',
      because: "accuracy 0.95 is below the gate's 0.99",
      candidate: NEW,
      ...served(OLD),
    });
  });
});

describe('a new search', () => {
  const launched = { tuning_job_names: ['churn-a', 'churn-b'] };

  it('leaves every model and its reason as they are, and says in one line that it waits', async () => {
    expect(await plan(launched, decided)).toEqual({ ...waiting, ...launched });
    expect(await plan({ ...launched, approval: 'manual' }, decided)).toEqual({
      ...waiting,
      approval: 'manual',
    });
  });

  it('of a new champion has nothing that is unknown', async () => {
    expect(await plan({}, null)).toEqual({
      ...written,
      status: 'InProgress',
      verdict: 'wait',
      because: 'waits for tuning job churn-a to end',
      candidate: null,
      ...served(null),
      previous_winners: null,
    });
  });

  it('is left to the apply with approval automatic alone', async () => {
    const asks = { ...launched, approval: 'automatic' };
    expect(Object.entries(await plan(asks, decided)).filter(([, value]) => isUnknown(value))).toHaveLength(9);
    expect(Object.entries(await plan(asks, null)).filter(([, value]) => isUnknown(value))).toHaveLength(8);
  });

  it('whose name is not known yet leaves the champion and its reason', async () => {
    expect(await plan({ tuning_job_names: unknown }, decided)).toEqual({
      ...waiting,
      tuning_job_names: unknown,
    });
    expect(isUnknown((await plan({ tuning_job_names: unknown, pin: unknown }, decided)).model_data_url)).toBe(
      true,
    );
  });

  it('that a refresh has seen already is decided in the plan', async () => {
    expect(await plan(launched, decided, ended)).toMatchObject({ verdict: 'promote', ...served(NEW) });
  });
});

describe('an edit after the search has ended', () => {
  const kept = {
    ...decided,
    ...two,
    verdict: 'keep',
    because: "accuracy 0.95 beats the champion's 0.9 by 0.05, less than the gate's 0.1",
    candidate: NEW,
    ...gate({ minimum_improvement: 0.1 }),
  } as unknown as ChampionState;
  const promoted = {
    ...decided,
    ...two,
    candidate: NEW,
    ...served(NEW),
    previous_winners: ['churn-a-001'],
  } as unknown as ChampionState;
  const history: Kept = { ...ended, previous: [OLD] };

  it.each([
    {
      what: 'a looser gate',
      change: { ...two, ...gate({ minimum_improvement: 0.01 }) },
      model: NEW,
      verdict: 'promote',
    },
    { what: 'no gate', change: two, model: NEW, verdict: 'promote' },
    {
      what: 'a tighter gate',
      change: { ...two, ...gate({ minimum_improvement: 0.2 }) },
      model: OLD,
      verdict: 'keep',
    },
  ])(
    '$what shows the verdict and the model, also without private bytes',
    async ({ change, model, verdict }) => {
      for (const bytes of [ended, {}]) {
        expect(await plan(change, kept, bytes)).toMatchObject({ verdict, ...served(model) });
      }
    },
  );

  it('rolls back by one line, and names the earlier winners', async () => {
    const back = await plan({ ...two, pin: 'churn-a-001' }, promoted, history);
    expect(back).toMatchObject({
      verdict: 'pinned',
      because: expect.stringMatching(/^pin names churn-a-001; /),
      ...served(OLD),
      previous_winners: ['churn-b-001'],
    });
    const bytes = { ...ended, previous: [NEW] };
    expect(await plan(two, back as ChampionState, bytes)).toMatchObject({
      verdict: 'promote',
      ...served(NEW),
    });
  });

  it('rejects the champion, and the next best of its search is judged against the one before', async () => {
    expect(await plan({ ...two, reject: ['churn-b-001'] }, promoted, history)).toMatchObject({
      verdict: 'promote',
      because: expect.stringContaining('churn-b-001 is rejected, and the champion before it is churn-a-001'),
      candidate: NEXT,
      ...served(NEXT),
    });
  });

  it('leaves a broken champion for its repaired successor of a lower value', async () => {
    const broken = contender('churn-a-001', 0.997);
    const repaired = contender('churn-b-001', 0.9962);
    const stuck = { ...kept, gate: null, candidate: repaired, ...served(broken) } as ChampionState;
    const sight = { ...ended, sight: { ...ended.sight, contenders: [repaired] } } as Kept;
    expect(await plan({ ...two, reject: ['churn-a-001'] }, stuck, sight)).toMatchObject({
      verdict: 'promote',
      ...served(repaired),
    });
    expect(await plan({ ...two, pin: 'churn-b-001' }, stuck, sight)).toMatchObject(served(repaired));
    expect(await plan({ ...two, ...gate({ compare: 'never' }) }, stuck, sight)).toMatchObject(
      served(repaired),
    );
  });

  it('decides again as long as the apply has to fail for want of a winner, and leaves the model', async () => {
    const lost = { ...promoted, status: 'NoWinner', verdict: 'no winner', candidate: null } as ChampionState;
    const asks = { ...two, fail_on: 'no_winner' };
    expect(await plan(asks, lost)).toEqual({ ...lost, ...asks, status: unknown });
    expect((await plan(asks, promoted)).status).toBe('Completed');
    expect((await plan({ ...two, fail_on: null }, lost)).status).toBe('NoWinner');
  });

  it('that changes no model keeps the reason of the promotion', async () => {
    const { verdict, because } = promoted;
    expect(await plan({ ...two, approval: 'automatic' }, promoted, ended)).toMatchObject({
      verdict,
      because,
    });
  });
});

describe('a name that is not of the lineage', () => {
  it.each([
    { attribute: 'pin', value: 'other-001' },
    { attribute: 'reject', value: ['other-001'] },
    { attribute: 'approved_training_job', value: 'other-001' },
  ])('is an error of $attribute, and asks nobody', async ({ attribute, value }) => {
    const { diagnostics } = await answer({ approval: 'manual', [attribute]: value }, decided);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'error',
        path: [attribute],
        summary: 'Training Job of Another Search',
        detail: expect.stringContaining('"other-001"'),
      }),
    ]);
  });
});

describe('another owner', () => {
  it('is named when other searches are asked about, and only then', async () => {
    const warnings = async (change: Record<string, unknown>, kept: Kept) =>
      ((await answer(change, decided, kept)).diagnostics ?? []).map(({ detail }) => detail);
    expect(await warnings(two, { owner: 'you' })).toEqual([
      expect.stringMatching(/owner was "you" .* is "me" now/),
    ]);
    expect(await warnings(two, { owner: 'me' })).toEqual([]);
    expect(await warnings(two, {})).toEqual([]);
    expect(await warnings({}, { owner: 'you' })).toEqual([]);
  });
});
