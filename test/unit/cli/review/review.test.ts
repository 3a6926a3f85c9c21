import { usEast1Prices } from '../../../support/us-east-1-prices';
import { breachesOf, FORBIDDABLE } from '../../../../modules/cli/review/breaches';
import type { Forbiddable } from '../../../../modules/cli/review/breaches';
import { readPlan } from '../../../../modules/cli/review/read-plan';
import { renderMarkdown } from '../../../../modules/cli/review/render-markdown';
import { renderReview } from '../../../../modules/cli/review/render-text';
import { review } from '../../../../modules/cli/review/review';
import type { Review } from '../../../../modules/cli/review/review';
import { noStyle } from '../../../../modules/cli/terminal/style';
import { change, endService, launch, mayLaunch, planOf, promotion, serveUnseen } from './plan-of';

const reviewOf = (changes: readonly object[], drift: readonly object[] = []): Review =>
  review(readPlan(planOf(changes, drift), 'plan.json'), usEast1Prices);

const textOf = (one: Review): string => renderReview(one, [], noStyle);

it('a new experiment with its endpoint reads as cause, cost, search space, and what nobody has seen', () => {
  const bucket = change('aws_s3_bucket', ['create'], { after: {} });
  expect(textOf(reviewOf([launch, serveUnseen, bucket]))).toMatchInlineSnapshot(`
   "Searches
     digits launches a search, at most $0.46
       because the experiment is new
       searches depth 2–9
       tuning job digits-ftyjjvqqh3k4
     All launches together: at most $0.46.

   Endpoints
     digits is created
       serves a model that the apply chooses: no reviewer has seen it
       nothing → 2 × ml.m5.large ($0.23 an hour, $167.90 a month)
     The changed endpoints: $0.00 → $167.90 a month (us-east-1 list prices of 2025-12-01).

   Other resources: 1 to create."
  `);
});

it('a promotion shows both training jobs and the hyperparameters in which they differ', () => {
  expect(textOf(reviewOf([promotion]))).toMatchInlineSnapshot(`
   "Champions
     digits gets a new champion
       because better than the champion by 0.01
       from digits-one-003, accuracy 0.97
       to   digits-two-011, accuracy 0.98
       rate 0.1 → 0.25"
  `);
});

it('a promotion that the refresh has recorded is told, once', () => {
  const recorded = reviewOf([], [promotion]);
  expect(recorded.champions).toHaveLength(1);
  expect(textOf(recorded)).toContain('gets a new champion, which the refresh of this plan has recorded');
  expect(reviewOf([promotion], [promotion]).champions).toMatchObject([{ isRecorded: false }]);
});

it('a champion that the apply chooses is undecided', () => {
  const one = change('tuneform_champion', ['create'], {
    after: { name: 'digits', objective: { metric_name: 'accuracy' } },
    unknown: { training_job_name: true },
  });
  expect(reviewOf([one]).champions).toMatchObject([{ name: 'digits', from: undefined, to: 'UNDECIDED' }]);
});

describe('a champion that stays', () => {
  const standing = {
    name: 'digits',
    objective: { metric_name: 'accuracy' },
    training_job_name: 'digits-one-003',
    current: { metric_value: 0.97, hyperparameters: {} },
    verdict: 'promote',
  };
  const edit = (after: object, before: object = {}) =>
    reviewOf([
      change('tuneform_champion', ['update'], {
        before: { ...standing, ...before },
        after: { ...standing, ...after },
      }),
    ]);

  it('says that a training job awaits approval', () => {
    const review = edit({
      verdict: 'await approval',
      because: 'better by 0.01; set approved_training_job to "digits-two-011" to promote it',
      candidate: { training_job_name: 'digits-two-011' },
    });
    expect(textOf(review)).toMatchInlineSnapshot(`
     "Champions
       digits keeps its champion
         digits-two-011 awaits approval
         because better by 0.01; set approved_training_job to "digits-two-011" to promote it
         now digits-one-003, accuracy 0.97"
    `);
  });

  it.each([
    [{ pin: 'digits-one-003' }, {}, ['pins digits-one-003']],
    [{}, { pin: 'digits-one-003' }, ['lifts the pin of digits-one-003']],
    [{ reject: ['a', 'b'] }, { reject: ['b', 'c'] }, ['rejects a', 'no longer rejects c']],
    [{ approval: 'manual', approved_training_job: 'a' }, {}, ['approval planned → manual', 'approves a']],
    [{ gate: { minimum_value: 2 } }, {}, ['its gate changes']],
    [{ verdict: 'wait' }, {}, []],
  ])('%j after %j: %j', (after, before, control) => {
    expect(edit(after, before).champions).toMatchObject([{ isOther: false, control }]);
  });

  it('is a change, and no promotion', () => {
    const limits = { failOn: new Set(['change', 'promotion'] as const) };
    expect(breachesOf(edit({ gate: { minimum_value: 2 } }), limits).map(({ limit }) => limit)).toEqual([
      'change',
    ]);
  });

  it('that waits for its first search has none yet', () => {
    const after = { name: 'digits', verdict: 'wait', because: 'waits for tuning job digits-one to end' };
    expect(textOf(reviewOf([change('tuneform_champion', ['create'], { after })]))).toBe(
      'Champions\n  digits has no champion yet\n    waits for tuning job digits-one to end',
    );
  });
});

it('the removal of a live endpoint says what ends and what is no longer paid', () => {
  expect(textOf(reviewOf([endService]))).toMatchInlineSnapshot(`
   "Endpoints
     digits is deleted
       a live endpoint is deleted
       1 × ml.m5.large ($0.115 an hour, $83.95 a month) → nothing
     The changed endpoints: $83.95 → $0.00 a month (us-east-1 list prices of 2025-12-01).

   Removals
     tuneform_endpoint.digits ends a live endpoint: its clients get errors from then on"
  `);
});

it('the removal of an experiment names every search that it ends, also one that was never observed', () => {
  const removal = (status: string, earlier: readonly string[] | null, onDestroy = 'stop') => {
    const before = {
      name: 'digits',
      on_destroy: onDestroy,
      status,
      tuning_job_names: 'digits-b digits-c',
      still_running: earlier,
    };
    const [only] = reviewOf([change('tuneform_experiment', ['delete'], { before })]).removals;
    return only?.ends;
  };
  const open = ['Unconfirmed', ['digits-b']] as const;
  expect(removal(...open)).toBe('the running search digits-b, digits-c; what it has paid for stays');
  expect(removal(...open, 'detach')).toBe(
    'nothing: digits-b, digits-c goes on, and costs money, without Terraform',
  );
  expect(removal('Completed', null)).toBe('no running search; its training jobs and artifacts stay');
});

it('a plan that touches nothing of Tuneform says so', () => {
  const kept = change('tuneform_experiment', ['no-op'], { before: { name: 'a' }, after: { name: 'a' } });
  expect(textOf(reviewOf([kept]))).toBe('The plan changes no experiment, champion or endpoint.');
});

it('a metadata change and a return to an earlier search cost nothing', () => {
  const kept = (action: string) =>
    change('tuneform_experiment', ['update'], {
      before: {},
      after: { name: 'a', action, cost_ceiling: '$5.00' },
    });
  const quiet = reviewOf([kept('metadata only: tags'), kept('reuse: generation 1')]);
  expect(quiet.experiments.map(({ ceiling }) => ceiling)).toEqual([undefined, undefined]);
  expect(quiet.totals.ceilingUsd).toBe(0);
});

describe('limits', () => {
  const broken = (one: Review, failOn: readonly Forbiddable[], maxCostUsd?: number) =>
    breachesOf(one, { failOn: new Set(failOn), maxCostUsd }).map(
      ({ limit, reason }) => `${limit}: ${reason}`,
    );
  const unbounded = change('tuneform_experiment', ['create'], {
    after: { name: 'wild', action: 'launch', cost_ceiling: 'UNBOUNDED' },
  });

  it('the maximum holds for the sum of all launches', () => {
    const two = reviewOf([launch, launch]);
    expect(broken(two, [], 0.92)).toEqual([]);
    expect(broken(two, [], 0.91)).toEqual(['max-cost: the launches cost at most $0.92, more than $0.91']);
  });

  it('a cost without a known bound is above every maximum', () => {
    expect(broken(reviewOf([unbounded, mayLaunch]), [], 1e9)).toEqual([
      'max-cost: wild has no upper bound on its cost',
      'max-cost: digits has a cost that is known only during the apply',
    ]);
  });

  it.each<[Forbiddable, object, string]>([
    ['launch', launch, 'digits launches'],
    ['launch', mayLaunch, 'digits may launch'],
    ['unbounded-cost', unbounded, 'wild has no upper bound on its cost'],
    ['unknown-cost', mayLaunch, 'digits has a cost that is known only during the apply'],
    ['unseen-model', serveUnseen, 'endpoint digits serves a model that the apply chooses'],
    ['promotion', promotion, 'digits gets a new champion'],
    ['removal', endService, 'tuneform_endpoint.digits is removed'],
    ['endpoint-removal', endService, 'live endpoint digits is deleted'],
  ])('%s fails a plan that does it, and no other limit does', (limit, one, reason) => {
    expect(broken(reviewOf([one]), [limit])).toEqual([`${limit}: ${reason}`]);
    expect(broken(reviewOf([]), FORBIDDABLE)).toEqual([]);
  });
});

describe('Markdown', () => {
  it('has the marker by which a pipeline finds its comment, the breaches first', () => {
    const one = reviewOf([launch]);
    const breaches = breachesOf(one, { failOn: new Set(['launch']) });
    expect(renderMarkdown(one, breaches)).toMatchInlineSnapshot(`
     "<!-- tuneform-review -->
     ### Tuneform

     **This plan breaks limits:**
     - \`launch\`: \`digits launches\`

     #### Searches

     - \`digits\` launches a search, at most $0.46
       - \`because the experiment is new\`
       - \`searches depth 2–9\`
       - \`tuning job digits-ftyjjvqqh3k4\`

     **All launches together: at most $0.46.**"
    `);
  });

  it('a name from the plan cannot leave its code span', () => {
    const evil = change('tuneform_experiment', ['create'], {
      after: { name: 'a`@team` | <b>', action: 'launch: one\ntwo', cost_ceiling: '$1.00' },
    });
    const text = renderMarkdown(reviewOf([evil]), []);
    expect(text).toContain('- ``a`@team` | <b>`` launches a search, at most $1.00');
    expect(text).toContain('`because one two`');
  });
});
