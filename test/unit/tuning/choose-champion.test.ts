import { chooseChampion, outsideLineage, tuningJobOf } from '../../../modules/tuning';
import type { ChampionControl, Choice, Contender, SearchSight, Standing } from '../../../modules/tuning';

const contender = (name: string, value: number, more: Partial<Contender> = {}): Contender => ({
  training_job_name: name,
  metric_name: 'accuracy',
  metric_value: value,
  hyperparameters: {},
  model_data_url: `s3://models/${name}/model.tar.gz`,
  training_image: 'image',
  data_fingerprint: null,
  cost_usd: null,
  ...more,
});

const FIRST = contender('a-001', 0.8);
const CHAMPION = contender('b-001', 0.9);
const BETTER = contender('c-001', 0.95);
const WORSE = contender('c-002', 0.85);

const control = (change: Partial<ChampionControl> = {}): ChampionControl => ({
  gate: {},
  approval: 'planned',
  approvedTrainingJob: null,
  pin: null,
  reject: [],
  ...change,
});
const sight = (change: Partial<SearchSight> = {}): SearchSight => ({
  tuning_job_names: ['c'],
  objective: { type: 'Maximize', metric_name: 'accuracy' },
  end: 'Completed',
  contenders: [BETTER, WORSE],
  complete: true,
  absence: null,
  earlier: [],
  ...change,
});
const standing = (change: Partial<Standing> = {}): Standing => ({
  candidate: null,
  current: CHAMPION,
  previous: [],
  ...change,
});

interface Row {
  readonly what: string;
  readonly asks?: Partial<ChampionControl>;
  readonly stands?: Partial<Standing>;
  /** null: the search has not ended. */
  readonly sees?: Partial<SearchSight> | null;
  readonly status?: Choice['status'];
  readonly verdict: Choice['verdict'];
  readonly because: string;
  readonly candidate: Contender | null;
  readonly current: Contender | null;
}

const worse = { contenders: [WORSE] };
const APPROVAL = ['planned', 'automatic', 'manual'] as const;

const ROWS: readonly Row[] = [
  // A search that has not ended changes no model, whatever is approved.
  ...APPROVAL.map((approval) => ({
    what: `a running search, approval ${approval}`,
    asks: { approval },
    stands: { candidate: CHAMPION },
    sees: null,
    status: 'InProgress' as const,
    verdict: 'wait' as const,
    because: 'waits',
    candidate: CHAMPION,
    current: CHAMPION,
  })),
  // A better candidate.
  ...(['planned', 'automatic'] as const).map((approval) => ({
    what: `a better candidate, approval ${approval}`,
    asks: { approval },
    verdict: 'promote' as const,
    because: "accuracy 0.95 beats the champion's 0.9 by 0.05",
    candidate: BETTER,
    current: BETTER,
  })),
  {
    what: 'a better candidate that nobody has approved',
    asks: { approval: 'manual' },
    verdict: 'await approval',
    because:
      'accuracy 0.95 beats the champion\'s 0.9 by 0.05; set approved_training_job to "c-001" to promote it',
    candidate: BETTER,
    current: CHAMPION,
  },
  {
    what: 'a better candidate where another one was approved',
    asks: { approval: 'manual', approvedTrainingJob: 'b-001' },
    verdict: 'await approval',
    because:
      'accuracy 0.95 beats the champion\'s 0.9 by 0.05; set approved_training_job to "c-001" to promote it',
    candidate: BETTER,
    current: CHAMPION,
  },
  {
    what: 'an approved candidate',
    asks: { approval: 'manual', approvedTrainingJob: 'c-001' },
    verdict: 'promote',
    because: "accuracy 0.95 beats the champion's 0.9 by 0.05",
    candidate: BETTER,
    current: BETTER,
  },
  {
    what: 'an approved candidate that does not pass the gate',
    asks: { approval: 'manual', approvedTrainingJob: 'c-002' },
    sees: worse,
    verdict: 'keep',
    because: "accuracy 0.85 is worse than the champion's 0.9",
    candidate: WORSE,
    current: CHAMPION,
  },
  // No champion yet.
  {
    what: 'the first candidate',
    stands: { current: null },
    verdict: 'promote',
    because: 'accuracy 0.95 is the first champion',
    candidate: BETTER,
    current: BETTER,
  },
  {
    what: 'the first candidate below the gate',
    asks: { gate: { minimumValue: 0.99 } },
    stands: { current: null },
    verdict: 'keep',
    because: "accuracy 0.95 is below the gate's 0.99",
    candidate: BETTER,
    current: null,
  },
  {
    what: 'a champion that comes late, after a better search',
    stands: { current: null },
    sees: { ...worse, earlier: [FIRST, CHAMPION] },
    verdict: 'keep',
    because: "accuracy 0.85 is worse than the champion's 0.9",
    candidate: WORSE,
    current: CHAMPION,
  },
  {
    what: 'a champion that comes late and that nobody has approved',
    asks: { approval: 'manual' },
    stands: { current: null },
    sees: { ...worse, earlier: [FIRST, CHAMPION] },
    verdict: 'await approval',
    because: 'accuracy 0.85 is the first champion; set approved_training_job to "c-002" to promote it',
    candidate: WORSE,
    current: null,
  },
  {
    what: 'a champion that the gate would not promote now',
    asks: { gate: { minimumValue: 0.99 } },
    stands: { current: BETTER },
    verdict: 'keep',
    because: "accuracy 0.95 is below the gate's 0.99; a gate withdraws no champion, so c-001 stays",
    candidate: BETTER,
    current: BETTER,
  },
  {
    what: 'a champion that stays',
    stands: { current: BETTER },
    verdict: 'keep',
    because: 'c-001 is already the champion',
    candidate: BETTER,
    current: BETTER,
  },
  // Searches without a winner.
  {
    what: 'a search without a winner',
    sees: { contenders: [], absence: 'no completed training job emitted accuracy' },
    status: 'NoWinner',
    verdict: 'no winner',
    because: 'no completed training job emitted accuracy',
    candidate: null,
    current: CHAMPION,
  },
  {
    what: 'a search whose record is gone',
    sees: { end: 'Missing', contenders: [], absence: 'the record of tuning job c no longer exists' },
    status: 'Missing',
    verdict: 'no winner',
    because: 'the record of tuning job c no longer exists',
    candidate: null,
    current: CHAMPION,
  },
  {
    what: 'a failed search with a winner',
    sees: { end: 'Failed' },
    status: 'Failed',
    verdict: 'promote',
    because: "accuracy 0.95 beats the champion's 0.9 by 0.05",
    candidate: BETTER,
    current: BETTER,
  },
  {
    what: 'a stopped search of two tuning jobs',
    sees: { end: 'Stopped', tuning_job_names: ['c', 'd'] },
    status: 'Stopped',
    verdict: 'promote',
    because: "accuracy 0.95 beats the champion's 0.9 by 0.05; the best of 2 tuning jobs is in c",
    candidate: BETTER,
    current: BETTER,
  },
  // Rejections.
  {
    what: 'a rejected candidate',
    asks: { reject: ['c-001'] },
    verdict: 'keep',
    because: "accuracy 0.85 is worse than the champion's 0.9",
    candidate: WORSE,
    current: CHAMPION,
  },
  {
    what: 'a rejected search',
    asks: { reject: ['c'] },
    status: 'NoWinner',
    verdict: 'no winner',
    because: 'every training job that qualifies is rejected',
    candidate: null,
    current: CHAMPION,
  },
  {
    what: 'a rejected champion whose repaired successor is worse',
    asks: { reject: ['b-001'] },
    sees: worse,
    verdict: 'promote',
    because: 'accuracy 0.85 is the first champion; b-001 is rejected, and there is no earlier champion',
    candidate: WORSE,
    current: WORSE,
  },
  {
    what: 'a rejected champion with one before it',
    asks: { reject: ['b-001', 'c'] },
    stands: { previous: [contender('c-009', 0.99), FIRST] },
    status: 'NoWinner',
    verdict: 'no winner',
    because:
      'every training job that qualifies is rejected; b-001 is rejected, and the champion before it is a-001',
    candidate: null,
    current: FIRST,
  },
  {
    what: 'a champion that is rejected while a search runs',
    asks: { reject: ['b-001'] },
    stands: { previous: [FIRST] },
    sees: null,
    status: 'InProgress',
    verdict: 'wait',
    because: 'waits; b-001 is rejected, and the champion before it is a-001',
    candidate: null,
    current: FIRST,
  },
  // Pins.
  {
    what: 'a pin against a better candidate',
    asks: { pin: FIRST },
    verdict: 'pinned',
    because: "pin names a-001; accuracy 0.95 beats the champion's 0.9 by 0.05",
    candidate: BETTER,
    current: FIRST,
  },
  {
    what: 'a pin that manual approval does not name, while a search runs',
    asks: { pin: FIRST, approval: 'manual' },
    sees: null,
    status: 'InProgress',
    verdict: 'pinned',
    because: 'pin names a-001; waits',
    candidate: null,
    current: FIRST,
  },
];

describe('choosing a champion', () => {
  it.each(ROWS)('$what: $verdict', ({ what: _, asks, stands, sees, status = 'Completed', ...want }) => {
    const search = sees === null ? undefined : sight(sees);
    expect(chooseChampion(control(asks), standing(stands), search, 'waits')).toMatchObject({
      status,
      ...want,
    });
  });
});

describe('the lineage of a training job', () => {
  it('follows from its name, also where one tuning job’s name begins with another’s', () => {
    expect(tuningJobOf('churn-abc-001-1a2b3c4d', ['churn', 'churn-abc'])).toBe('churn-abc');
    expect(tuningJobOf('other-001-1a2b3c4d', ['churn'])).toBeUndefined();
  });

  it('holds training jobs and tuning jobs, and nothing else', () => {
    expect(outsideLineage(['churn-001', 'churn', 'chur', 'b-001'], ['churn'])).toEqual(['chur', 'b-001']);
  });
});
