import { CreateHyperParameterTuningJobCommand } from '@aws-sdk/client-sagemaker';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { SageMakerFixture } from '../../support/sagemaker-fixture';

let running: RunningCloud;
let aws: SageMakerFixture;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
});
afterAll(async () => {
  aws.dispose();
  await running.remove();
});

describe('a search rejects', () => {
  const XGBOOST = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
  test.each([
    { why: 'a built-in algorithm', specification: { TrainingImage: XGBOOST }, says: `cannot run ${XGBOOST}` },
    {
      why: 'metrics of a built-in algorithm',
      specification: { TrainingImage: XGBOOST, MetricDefinitions: [{ Name: 'score', Regex: '(.*)' }] },
      says: "You can't override the metric definitions for Amazon SageMaker algorithms.",
    },
  ])('$why, which needs no metric definition and is not told to add one', async ({ specification, says }) => {
    const { TrainingJobDefinition: definition, ...request } = aws.tuningRequest('refused', 'unused');
    const AlgorithmSpecification = { TrainingInputMode: 'File' as const, ...specification };
    await expect(
      aws.sagemaker.send(
        new CreateHyperParameterTuningJobCommand({
          ...request,
          TrainingJobDefinition: { ...definition!, AlgorithmSpecification },
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining(says) });
  });
});
