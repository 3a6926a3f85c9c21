import type { DescribeHyperParameterTuningJobCommandOutput } from '@aws-sdk/client-sagemaker';
import { asLaunched, ownershipTags } from '../../../modules/aws';
import { fromDescription } from '../../../modules/aws/tuning-job/from-description';
import { toRequest } from '../../../modules/aws/tuning-job/to-request';
import { importedState } from '../../../modules/provider/experiment/import-experiment';
import { stateAfterRead } from '../../../modules/provider/experiment/state-of';
import { generationOf, stateOfGeneration } from '../../../modules/provider/experiment/tuning-jobs';
import { fingerprint, specOf, tuningJobName } from '../../../modules/tuning';
import type { LaunchAdjustments } from '../../../modules/tuning';
import { fullSpec } from '../aws/specs';
import { configured } from './configurations';

const { warm_start_config: _, ...own } = fullSpec;
const spec = specOf(own);
const print = fingerprint(spec);
const ownership = { owner: 'me', experiment: 'churn', fingerprint: print, generation: 2, run: 1 };
const name = tuningJobName({ ...ownership, name: 'churn' });
const adjustments: LaunchAdjustments = {
  warmStartFrom: ['churn-a'],
  numbers: { max_number_of_training_jobs: 5, random_seed: 8 },
};

/** What the service describes after a launch. */
function described(how: LaunchAdjustments) {
  const { Tags, ...request } = toRequest({
    name,
    spec,
    adjustments: how,
    ownership,
    tags: ownershipTags(ownership),
    objectId: 'mine',
  });
  const answer = { $metadata: {}, ...request, HyperParameterTuningJobStatus: 'Completed' };
  const tags = Object.fromEntries((Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const));
  return fromDescription(answer as DescribeHyperParameterTuningJobCommandOutput, tags);
}

describe('a search that was requested otherwise than configured', () => {
  const observed = described(adjustments);

  it('is recognised as the configured one, with what was requested beside it', () => {
    expect(observed).toMatchObject({ spec, adjustments });
    expect(described({})).toMatchObject({ spec, adjustments: {} });
  });

  it('is imported as it was configured, with a record of the launch', () => {
    const state = importedState(observed, configured(), [{ name, observed }]);
    expect(fingerprint(specOf(state))).toBe(print);
    expect(state.generations.map(generationOf)).toEqual([
      { generation: 2, tuningJobs: [{ name }], fingerprint: print, adjustments },
    ]);
    expect(state.tags_all).toEqual(ownershipTags(ownership));
  });

  it('tells a refresh what another apply requested, and keeps what only state knows', () => {
    const state = importedState(observed, configured(), [{ name, observed }]);
    const recorded = (how: LaunchAdjustments) => ({
      ...state,
      generations: [
        stateOfGeneration({ generation: 1, tuningJobs: [{ name: 'churn-a' }], fingerprint: 'f' }),
        stateOfGeneration({ generation: 2, tuningJobs: [{ name }], fingerprint: print, adjustments: how }),
      ],
    });
    const refreshed = (how: LaunchAdjustments) =>
      stateAfterRead(recorded(how), [{ status: 'Completed', observed }], {}).generations.map(
        (one) => generationOf(one).adjustments,
      );
    expect(refreshed({})).toEqual([undefined, adjustments]);
    const known = { ...adjustments, inheritedTrainingJobs: 20 };
    expect(refreshed(known)).toEqual([undefined, known]);
    expect(refreshed({ warmStartFrom: ['churn-z'], inheritedTrainingJobs: 20 })).toEqual([
      undefined,
      adjustments,
    ]);
  });

  it('keeps the tag of its launch whatever a later apply desires', () => {
    const desired = { team: 'a', 'tuneform:adjusted': 'warm-start' };
    expect(asLaunched(desired, { 'tuneform:adjusted': 'random_seed=7' })).toEqual({
      team: 'a',
      'tuneform:adjusted': 'random_seed=7',
    });
    expect(asLaunched(desired, { 'tuneform:data': 'x' })).toEqual({ team: 'a', 'tuneform:data': 'x' });
    expect(asLaunched(desired, {})).toEqual({ team: 'a' });
  });
});
