import { leftBehind } from '../../../../modules/demo/programs/left-behind';
import { scriptedSession } from '../../aws/scripted-session';
import type { Answer } from '../../aws/scripted-session';

const forever = new AbortController().signal;

/** Answers two pages, each with one object named after the kind, its page and the status asked for. */
const pages =
  (list: string, nameOf: string): Answer =>
  ({ NextToken, StatusEquals = '' }) => ({
    [list]: [{ [nameOf]: `${NextToken === undefined ? 'first' : 'second'}${String(StatusEquals)}` }],
    ...(NextToken === undefined && { NextToken: 'more' }),
  });

const NOTHING: Answer = () => ({});
const EMPTY = {
  ListEndpoints: NOTHING,
  ListEndpointConfigs: NOTHING,
  ListModels: NOTHING,
  ListHyperParameterTuningJobs: NOTHING,
  ListTrainingJobs: NOTHING,
};

describe('what an experiment leaves behind', () => {
  it('is every endpoint, configuration, model and job that has not ended, of all pages', async () => {
    const { session } = scriptedSession({
      ListEndpoints: pages('Endpoints', 'EndpointName'),
      ListEndpointConfigs: pages('EndpointConfigs', 'EndpointConfigName'),
      ListModels: pages('Models', 'ModelName'),
      ListHyperParameterTuningJobs: pages('HyperParameterTuningJobSummaries', 'HyperParameterTuningJobName'),
      ListTrainingJobs: pages('TrainingJobSummaries', 'TrainingJobName'),
    });
    expect(await leftBehind(session, forever)).toEqual([
      'endpoint first',
      'endpoint second',
      'endpoint configuration first',
      'endpoint configuration second',
      'model first',
      'model second',
      'running tuning job firstInProgress',
      'running tuning job secondInProgress',
      'running training job firstInProgress',
      'running training job secondInProgress',
      'running tuning job firstStopping',
      'running tuning job secondStopping',
      'running training job firstStopping',
      'running training job secondStopping',
    ]);
  });

  it('is nothing once everything is gone', async () => {
    expect(await leftBehind(scriptedSession(EMPTY).session, forever)).toEqual([]);
  });

  it('is not known when one kind cannot be listed', async () => {
    const { session } = scriptedSession({
      ...EMPTY,
      ListTrainingJobs: () => {
        throw Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
      },
    });
    await expect(leftBehind(session, forever)).rejects.toMatchObject({ code: 'AWS_ACCESS_DENIED' });
  });
});
