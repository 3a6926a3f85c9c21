import { CreateTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { furnishedCloud } from '../sagemaker-fixture';
import type { FurnishedCloud } from '../sagemaker-fixture';
import { describeIsolated } from './rungs';

/** A program written for SageMaker and nothing else: fixed paths, and a shell's form of the entry point. */
const TRAIN = `import json
depth = json.load(open("/opt/ml/input/config/hyperparameters.json"))["x"]
rows = open("/opt/ml/input/data/train/rows.csv").read().strip()
open("/opt/ml/model/weights", "w").write(rows)
print(f"score={depth};")
`;

describeIsolated('jobs on the isolated rung', ({ name: runner }) => {
  let running: FurnishedCloud;

  beforeAll(async () => {
    running = await furnishedCloud({ runner: 'namespaces' });
  });

  afterAll(() => running.remove());

  test('an image with fixed paths trains unchanged, and its log names the runner', async () => {
    const { aws } = running;
    const image = await aws.pushImage(
      'fixed',
      { 'train.py': TRAIN },
      'ENTRYPOINT python3 /opt/program/train.py',
    );
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('fixed', image)));
    const job = await aws.trainingJobEnd('fixed');
    expect(job.FailureReason).toBeUndefined();
    expect(job).toMatchObject({
      TrainingJobStatus: 'Completed',
      FinalMetricDataList: [{ MetricName: 'score', Value: 0.5 }],
    });
    const [first = '', second] = await aws.logLines('/aws/sagemaker/TrainingJobs', 'fixed/algo-1-');
    expect(first).toContain(` runs in ${runner}; `);
    expect(second).toBe(
      'Local cloud: the image was packed without its base; the system of this machine replaces it.',
    );
  });

  test('a program that looks for a missing file is not told that there is no /opt/ml', async () => {
    const { aws } = running;
    const image = await aws.pushImage('missing', { train: '#!/bin/sh\ncat /opt/ml/input/data/no/such\n' });
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('missing', image)));
    const { FailureReason } = await aws.trainingJobEnd('missing');
    expect(FailureReason).toContain('/opt/ml/input/data/no/such');
    expect(FailureReason).not.toContain('SAGEMAKER_BASE_DIR');
  });
});
