import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  DeleteEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import type { CreateModelInput, DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { furnishedCloud, ROLE_ARN } from '../../../support/sagemaker-fixture';
import type { FurnishedCloud } from '../../../support/sagemaker-fixture';
import { describeIsolated } from './rungs';

/** A program written for SageMaker and nothing else: fixed paths, and a shell's form of the entry point. */
const TRAIN = `import json
depth = json.load(open("/opt/ml/input/config/hyperparameters.json"))["x"]
rows = open("/opt/ml/input/data/train/rows.csv").read().strip()
open("/opt/ml/model/weights", "w").write(rows)
print(f"score={depth};")
`;

/** A server that answers with its name and the body, or with what the local cloud says to a request without a signature. */
const server = (host: string, port: number): string => `#!/usr/bin/env python3
import http.server, os, urllib.request
class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, body): self.send_response(200); self.end_headers(); self.wfile.write(body)
    def do_GET(self): self.answer(b"")
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if body == b"s3":
            try: urllib.request.urlopen(os.environ["AWS_ENDPOINT_URL"])
            except OSError as error: body = str(error).encode()
        self.answer(os.environ["NAME"].encode() + b": " + body)
http.server.HTTPServer(("${host}", ${String(port)}), Handler).serve_forever()
`;

const REACH = 'import os, urllib.request\nurllib.request.urlopen(os.environ["AWS_ENDPOINT_URL"])\n';

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

  test('an image whose Dockerfile runs commands has what they make', async () => {
    const { aws } = running;
    const image = await aws.pushImage(
      'run',
      { train: '#!/bin/sh\ncat /opt/made; greet\n' },
      'ARG WHO=an-argument',
      'RUN echo "made with $WHO" > /opt/made',
      "RUN printf '#!/bin/sh\\necho score=0.25\\;\\n' > /usr/local/bin/greet && \\\n    chmod +x /usr/local/bin/greet",
    );
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('run', image)));
    const job = await aws.trainingJobEnd('run');
    expect(job.FailureReason).toBeUndefined();
    expect(job.FinalMetricDataList?.[0]).toMatchObject({ MetricName: 'score', Value: 0.25 });
    const lines = await aws.logLines('/aws/sagemaker/TrainingJobs', 'run/algo-1-');
    expect(lines).toContain('made with an-argument');
    expect(lines).toContain('Local cloud: RUN echo "made with $WHO" > /opt/made');
  });

  test('a program that looks for a missing file is not told that there is no /opt/ml', async () => {
    const { aws } = running;
    const image = await aws.pushImage('missing', { train: '#!/bin/sh\ncat /opt/ml/input/data/no/such\n' });
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('missing', image)));
    const { FailureReason } = await aws.trainingJobEnd('missing');
    expect(FailureReason).toContain('/opt/ml/input/data/no/such');
    expect(FailureReason).not.toContain('SAGEMAKER_BASE_DIR');
  });

  /** Deploys one server. */
  async function serve(
    name: string,
    program: string,
    model: Partial<CreateModelInput> = {},
  ): Promise<DescribeEndpointOutput> {
    const { aws } = running;
    const image = await aws.pushImage('server', { serve: program });
    const PrimaryContainer = { Image: image, Environment: { NAME: name } };
    await aws.sagemaker.send(
      new CreateModelCommand({ ModelName: name, ExecutionRoleArn: ROLE_ARN, PrimaryContainer, ...model }),
    );
    const variant = { VariantName: 'AllTraffic', ModelName: name, InstanceType: 'ml.m5.large' } as const;
    await aws.sagemaker.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: name,
        ProductionVariants: [
          { ...variant, InitialInstanceCount: 1, ContainerStartupHealthCheckTimeoutInSeconds: 60 },
        ],
      }),
    );
    await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
    return aws.endpointSettled(name);
  }

  const invoke = async (name: string, body: string): Promise<string> => {
    const command = new InvokeEndpointCommand({ EndpointName: name, Body: body });
    return Buffer.from((await running.aws.runtime.send(command)).Body).toString();
  };

  test('two servers with the fixed port 8080 are in service at once, and reach the local cloud', async () => {
    for (const name of ['one', 'two']) {
      expect((await serve(name, server('0.0.0.0', 8080))).FailureReason).toBeUndefined();
    }
    expect([await invoke('one', 'x'), await invoke('two', 'x')]).toEqual(['one: x', 'two: x']);
    expect(await invoke('one', 's3')).toContain('HTTP Error 403');
    const lines = await running.aws.logLines('/aws/sagemaker/Endpoints/one', 'AllTraffic');
    expect(lines).toContain(
      'Local cloud: from its own network the server reaches the local cloud and nothing else.',
    );
    for (const EndpointName of ['one', 'two']) {
      await running.aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName }));
    }
  });

  test('network isolation is carried out for a job and for a server', async () => {
    const { aws } = running;
    const image = await aws.pushImage('isolated', { train: `#!/usr/bin/env python3\n${REACH}` });
    await aws.sagemaker.send(
      new CreateTrainingJobCommand(aws.trainingRequest('cut', image, { EnableNetworkIsolation: true })),
    );
    expect((await aws.trainingJobEnd('cut')).FailureReason).toMatch(/Connection refused/);
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('joined', image)));
    expect((await aws.trainingJobEnd('joined')).FailureReason).toMatch(/HTTP Error 403/);
    const lines = await aws.logLines('/aws/sagemaker/TrainingJobs', 'cut/algo-1-');
    expect(lines.join('\n')).not.toContain('without effect');
    await serve('cut', server('0.0.0.0', 8080), { EnableNetworkIsolation: true });
    expect(await invoke('cut', 's3')).toContain('Connection refused');
  });
});
