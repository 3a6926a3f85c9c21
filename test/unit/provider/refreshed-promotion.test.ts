import { incumbentOf, rememberPromotion } from '../../../modules/provider/champion/refreshed-promotion';
import type { ChampionState, Contender, Question } from '../../../modules/provider/champion/types';

const contender = (name: string, value: number) =>
  ({ training_job_name: name, metric_name: 'accuracy', metric_value: value }) as Contender;
const before = contender('before', 0.8);
const promoted = contender('promoted', 0.85);
const asked = {
  tuning_job_names: ['churn-a'],
  objective: { type: 'Maximize', metric_name: 'accuracy' },
  gate: { minimum_value: 0.5, minimum_improvement: null },
};
const prior = { ...asked, current: promoted } as unknown as ChampionState;
const question = (change: Partial<Question> = {}) => ({ ...asked, ...change }) as Question;
const tightened = question({ gate: { minimum_value: 0.9, minimum_improvement: null } });

describe('the champion that a candidate has to beat', () => {
  it.each([
    { what: 'an apply made it champion, whatever the gate says now', asks: tightened, kept: undefined },
    { what: 'the gate is still the one the refresh promoted it by', asks: question(), kept: before },
    {
      what: 'it passes the changed gate too',
      asks: question({ gate: { minimum_value: 0.6, minimum_improvement: null } }),
      kept: before,
    },
    { what: 'it is the first and passes the changed gate', asks: question({ gate: null }), kept: null },
  ])('is the one in state when $what', ({ asks, kept }) => {
    const bytes = kept === undefined ? undefined : rememberPromotion({ before: kept });
    expect(incumbentOf(asks, prior, bytes)).toEqual(promoted);
  });

  it.each([
    { what: 'the changed gate forbids it', asks: tightened },
    {
      what: 'it betters the one before by too little now',
      asks: question({ gate: { minimum_value: null, minimum_improvement: 0.1 } }),
    },
    {
      what: 'another metric is asked for',
      asks: question({ objective: { type: 'Minimize', metric_name: 'loss' } }),
    },
  ])('is the one from before the refresh when $what', ({ asks }) => {
    expect(incumbentOf(asks, prior, rememberPromotion({ before }))).toEqual(before);
  });

  it('is absent when a refresh made the first champion and the changed gate forbids it', () => {
    expect(incumbentOf(tightened, prior, rememberPromotion({ before: null }))).toBeNull();
  });
});
