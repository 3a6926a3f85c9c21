import type { HyperParameterTrainingJobDefinition } from '@aws-sdk/client-sagemaker';
import { trialRequest } from '../../../../../modules/local-cloud/jobs/tuning/trial-request';
import { TUNING_MEMBERS } from '../../../../../modules/local-cloud/served-members/tuning-members';

const DEFINITION = 'TrainingJobDefinition.';
/** Members of the search itself, which no trial is asked for. */
const OF_THE_SEARCH = ['DefinitionName', 'TuningObjective.', 'HyperParameterRanges.'];
/** What has another place in a trial's request. */
const MOVED: Readonly<Record<string, string>> = {
  StaticHyperParameters: 'HyperParameters',
  'HyperParameterTuningResourceConfig.InstanceType': 'ResourceConfig.InstanceType',
  'HyperParameterTuningResourceConfig.InstanceCount': 'ResourceConfig.InstanceCount',
  'HyperParameterTuningResourceConfig.VolumeSizeInGB': 'ResourceConfig.VolumeSizeInGB',
  'HyperParameterTuningResourceConfig.VolumeKmsKeyId': 'ResourceConfig.VolumeKmsKeyId',
  'HyperParameterTuningResourceConfig.InstanceConfigs[].InstanceType': 'ResourceConfig.InstanceType',
  'HyperParameterTuningResourceConfig.InstanceConfigs[].InstanceCount': 'ResourceConfig.InstanceCount',
  'HyperParameterTuningResourceConfig.InstanceConfigs[].VolumeSizeInGB': 'ResourceConfig.VolumeSizeInGB',
};
/** The order in which alternatives are tried; the first always has capacity. */
const WITHOUT_MEANING = ['HyperParameterTuningResourceConfig.AllocationStrategy'];

/** What each trial gets of its own; tested below. */
const PER_TRIAL = ['CheckpointConfig.S3Uri'];

const members = Object.keys(TUNING_MEMBERS)
  .filter((path) => path.startsWith(DEFINITION) && !path.endsWith('[]'))
  .map((path) => path.slice(DEFINITION.length))
  .filter((path) => !OF_THE_SEARCH.some((own) => path.startsWith(own)))
  .filter((path) => !WITHOUT_MEANING.includes(path) && !PER_TRIAL.includes(path));

/** An object with a sentinel at a path like `A.B[].C`. */
function holding(path: string): unknown {
  const [step = '', ...rest] = path.split('.');
  if (step === '') return { sentinel: path };
  const inner = holding(rest.join('.'));
  return step.endsWith('[]') ? { [step.slice(0, -2)]: [inner] } : { [step]: inner };
}

describe('the request of a trial', () => {
  it('is checked for every member that a definition may have', () =>
    expect(members.length).toBeGreaterThan(30));

  it.each(members)('holds the %s of its definition', (path) => {
    const definition = holding(path) as HyperParameterTrainingJobDefinition;
    expect(trialRequest('t', definition, { x: '1' })).toMatchObject(holding(MOVED[path] ?? path) as object);
  });

  it('keeps its checkpoints below its own name, so that trials never read those of another', () => {
    const CheckpointConfig = { S3Uri: 's3://bucket/checkpoints/', LocalPath: '/opt/ml/checkpoints' };
    expect(trialRequest('t', { CheckpointConfig } as HyperParameterTrainingJobDefinition, {})).toMatchObject({
      CheckpointConfig: { S3Uri: 's3://bucket/checkpoints/t', LocalPath: '/opt/ml/checkpoints' },
    });
  });

  it('holds what is tuned beside what is fixed, and its own name', () => {
    const definition = {
      StaticHyperParameters: { epochs: '1' },
    } as unknown as HyperParameterTrainingJobDefinition;
    expect(trialRequest('t', definition, { x: '1' })).toEqual({
      TrainingJobName: 't',
      HyperParameters: { epochs: '1', x: '1' },
      ResourceConfig: {},
    });
  });
});
