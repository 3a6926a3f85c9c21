import { leftBehind } from '../../../../modules/demo/programs/left-behind';
import { ManualClock } from '../../../support/manual-clock';
import { inVirtualTime } from '../../../support/virtual-time';
import { scriptedSession } from '../../aws/scripted-session';
import type { Answer } from '../../aws/scripted-session';

const forever = new AbortController().signal;

/** Answers two pages, each with one object named after the kind, its page and the status asked for. */
const pages =
  (list: string, nameOf: string): Answer =>
  ({ NextToken, StatusEquals = '' }) => ({
    [list]: [{ [nameOf]: `digits-${NextToken === undefined ? 'first' : 'second'}${String(StatusEquals)}` }],
    ...(NextToken === undefined && { NextToken: 'more' }),
  });

const EMPTY: Readonly<Record<string, Answer>> = {
  ListEndpoints: () => ({ Endpoints: [] }),
  ListEndpointConfigs: () => ({ EndpointConfigs: [] }),
  ListModels: () => ({ Models: [] }),
  ListHyperParameterTuningJobs: () => ({ HyperParameterTuningJobSummaries: [] }),
  ListTrainingJobs: () => ({ TrainingJobSummaries: [] }),
};

/** What is left according to these answers. */
function left(answers: Readonly<Record<string, Answer>>): Promise<readonly string[]> {
  const clock = new ManualClock();
  return inVirtualTime(clock, leftBehind(scriptedSession(answers, { clock }).session, 'digits', forever));
}

describe('what an experiment leaves behind', () => {
  it('is every endpoint, configuration, model and job that has not ended, of all pages', async () => {
    const found = await left({
      ListEndpoints: pages('Endpoints', 'EndpointName'),
      ListEndpointConfigs: pages('EndpointConfigs', 'EndpointConfigName'),
      ListModels: pages('Models', 'ModelName'),
      ListHyperParameterTuningJobs: pages('HyperParameterTuningJobSummaries', 'HyperParameterTuningJobName'),
      ListTrainingJobs: pages('TrainingJobSummaries', 'TrainingJobName'),
    });
    expect(found).toEqual([
      'endpoint digits-first',
      'endpoint digits-second',
      'endpoint configuration digits-first',
      'endpoint configuration digits-second',
      'model digits-first',
      'model digits-second',
      'running tuning job digits-firstInProgress',
      'running tuning job digits-secondInProgress',
      'running training job digits-firstInProgress',
      'running training job digits-secondInProgress',
      'running tuning job digits-firstStopping',
      'running tuning job digits-secondStopping',
      'running training job digits-firstStopping',
      'running training job digits-secondStopping',
    ]);
  });

  it('is what bears its name, and not what bears one that only begins alike', async () => {
    const found = await left({
      ...EMPTY,
      ListEndpoints: () => ({ Endpoints: [{ EndpointName: 'digits' }, { EndpointName: 'digitsold' }] }),
    });
    expect(found).toEqual(['endpoint digits']);
  });

  it('is nothing once everything is gone', async () => {
    expect(await left(EMPTY)).toEqual([]);
  });

  it('is not known when one kind cannot be listed', async () => {
    const found = left({
      ...EMPTY,
      ListTrainingJobs: () => {
        throw Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
      },
    });
    await expect(found).rejects.toMatchObject({ code: 'AWS_ACCESS_DENIED' });
  });
});
