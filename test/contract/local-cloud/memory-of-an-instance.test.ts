import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { ContainerRequest, PreparedImage, Runner } from '../../../modules/local-cloud/runners/runner';
import { furnishedCloud, ROLE_ARN } from '../../support/sagemaker-fixture';
import type { FurnishedCloud } from '../../support/sagemaker-fixture';

let running: FurnishedCloud;

beforeAll(async () => {
  running = await furnishedCloud({ watchRunner: small });
});

afterAll(() => running.remove());

/** Instances with a hundredth of their memory: filling a whole one would take seconds and most of this machine. */
function small(runner: Runner): Runner {
  const start: Runner['start'] = (image: PreparedImage, request: ContainerRequest) =>
    runner.start(image, { ...request, memoryBytes: (request.memoryBytes ?? 0) / 100 });
  return new Proxy(runner, {
    get: (target, member) => (member === 'start' ? start : (Reflect.get(target, member, target) as unknown)),
  });
}

const greedy = '#!/usr/bin/env -S python3 -IS\nkept = b"x" * (200 << 20)\nimport time\ntime.sleep(300)\n';
const WHY =
  'The program needed more memory than the 8 GiB of ml.m5.large and was killed. ' +
  'Choose an instance type with more memory, or let the program hold less data at a time';

test('a training job that needs more memory than its instance has fails, and says so', async () => {
  const { aws } = running;
  const image = await aws.pushImage('greedy', { train: greedy });
  await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('greedy', image)));
  expect(await aws.trainingJobEnd('greedy')).toMatchObject({
    TrainingJobStatus: 'Failed',
    FailureReason: `ClientError: ${WHY}, exit code: 137`,
  });
  const lines = await aws.logLines('/aws/sagemaker/TrainingJobs', 'greedy/');
  expect(lines[0]).toContain('a program that occupies more than its 8 GiB of memory is killed');
  expect(lines.at(-1)).toBe(`Local cloud: ${WHY}.`);
});

test('a server that needs more memory than its instance has does not come into service, and says so', async () => {
  const { aws } = running;
  const Image = await aws.pushImage('greedy-server', { serve: greedy });
  await aws.sagemaker.send(
    new CreateModelCommand({ ModelName: 'greedy', ExecutionRoleArn: ROLE_ARN, PrimaryContainer: { Image } }),
  );
  const variant = { VariantName: 'AllTraffic', ModelName: 'greedy', InstanceType: 'ml.m5.large' } as const;
  await aws.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'greedy',
      ProductionVariants: [{ ...variant, InitialInstanceCount: 1 }],
    }),
  );
  await aws.sagemaker.send(
    new CreateEndpointCommand({ EndpointName: 'greedy', EndpointConfigName: 'greedy' }),
  );
  const { EndpointStatus, FailureReason } = await aws.endpointSettled('greedy');
  expect(EndpointStatus).toBe('Failed');
  expect(FailureReason).toContain(`the server ended with exit code 137: ${WHY}`);
});
