import { mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { CreateTrainingJobRequest, DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { startLocalCloud } from '../../../modules/local-cloud';
import type { LocalCloud } from '../../../modules/local-cloud';
import { openLmdbStore } from '../../../modules/local-cloud/store/lmdb-store';
import { BUCKET, cloudDirectory, ROLE_ARN, SageMakerFixture } from '../../support/sagemaker-fixture';

let root: string;
let directory: string;
/** Until a test has stopped it, to look at what it leaves. */
let cloud: LocalCloud | undefined;
let aws: SageMakerFixture;

// The folder is reached by a link, as where /tmp is one: programs that ask where they are get another name for it.
beforeAll(async () => {
  root = cloudDirectory();
  mkdirSync(join(root, 'real'));
  directory = join(root, 'linked');
  symlinkSync(join(root, 'real'), directory);
  cloud = await startLocalCloud({ directory });
  aws = new SageMakerFixture(cloud.url);
  await aws.furnish();
});

afterAll(async () => {
  aws.dispose();
  await cloud?.stop();
  rmSync(root, { recursive: true, force: true });
});

let jobs = 0;

async function train(
  program: string,
  extra: Partial<CreateTrainingJobRequest> = {},
): Promise<DescribeTrainingJobResponse> {
  jobs += 1;
  const name = `fault-${String(jobs)}`;
  const image = await aws.pushImage('faults', { train: `#!/bin/sh\n${program}` });
  await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest(name, image, extra)));
  return aws.trainingJobEnd(name);
}

const channel = (prefix: string): Partial<CreateTrainingJobRequest> => ({
  InputDataConfig: [
    {
      ChannelName: 'train',
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${BUCKET}/${prefix}` } },
    },
  ],
});

const uncompressed: Partial<CreateTrainingJobRequest> = {
  OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/output`, CompressionType: 'NONE' },
};

test.each([
  { why: 'a key that is a file and a folder', prefix: 'a/', keys: ['a/x', 'a/x/y'], names: ['a/x', 'a/x/y'] },
  { why: 'a name of 300 bytes', prefix: 'b/', keys: [`b/${'n'.repeat(300)}`], names: ['nnn', '300 bytes'] },
  { why: 'two keys, one file', prefix: 'd/', keys: ['d/x', 'd//x'], names: ['d//x', "'//'"] },
  { why: 'a key that leads out', prefix: 'e', keys: ['e/../f'], names: ['e/../f'] },
])('data that cannot be laid out is the client’s fault, by key, and billed: $why', async (row) => {
  for (const key of row.keys) await aws.put(key, key);
  const job = await train('exit 0', channel(row.prefix));
  expect(job.FailureReason).toMatch(/^ClientError: Data download failed:/);
  for (const name of row.names) expect(job.FailureReason).toContain(name);
  expect(job.BillableTimeInSeconds).toBeGreaterThan(0);
});

test.each([
  {
    why: 'a file whose name is no key',
    program: `printf x > "$SAGEMAKER_BASE_DIR/model/$(printf 'caf\\351')"`,
    extra: uncompressed,
    names: ['/opt/ml/model/', 'not UTF-8'],
  },
  {
    why: 'a link that leads nowhere',
    program: 'ln -s gone "$SAGEMAKER_BASE_DIR/model/latest"',
    extra: uncompressed,
    names: ['/opt/ml/model/latest', 'no such file or directory'],
  },
  {
    why: 'a link to a folder',
    program: 'cd "$SAGEMAKER_BASE_DIR/model"; mkdir v1; ln -s v1 latest',
    extra: uncompressed,
    names: ['/opt/ml/model/latest', 'leads to a folder'],
  },
  {
    why: 'a key that is too long',
    program: `cd "$SAGEMAKER_BASE_DIR/model"; n=$(printf '%0200d' 0); mkdir -p $n/$n/$n/$n/$n && : > $n/$n/$n/$n/$n/w`,
    extra: uncompressed,
    names: ['Your key is too long'],
  },
  {
    why: 'a model folder that is a file',
    program: 'rm -r "$SAGEMAKER_BASE_DIR/model"; : > "$SAGEMAKER_BASE_DIR/model"',
    extra: {},
    names: ['/opt/ml/model is no longer a folder'],
  },
])(
  'results that cannot be uploaded are the client’s fault, by name: $why',
  async ({ program, extra, names }) => {
    const job = await train(program, extra);
    expect(job.FailureReason).toMatch(/^ClientError: Artifact upload failed: /);
    for (const name of names) expect(job.FailureReason).toContain(name);
  },
);

test('file names that are not UTF-8 and empty folders do not fail a good job, and are in its model', async () => {
  const job = await train(
    `cd "$SAGEMAKER_BASE_DIR/model"; printf x > "$(printf 'caf\\351')"; mkdir -p empty/inner`,
  );
  expect(job.FailureReason).toBeUndefined();
  const archive = await artifact(job);
  expect(archive.includes(Buffer.from('caf\xe9\0', 'latin1'))).toBe(true);
  expect(archive.includes('empty/inner/')).toBe(true);
});

test('a NUL in a hyperparameter reaches the program by its file, and stops nothing', async () => {
  const job = await train('grep -o "a.u0000b" "$SAGEMAKER_BASE_DIR/input/config/hyperparameters.json"', {
    HyperParameters: { x: 'a\0b' },
  });
  expect(job.FailureReason).toBeUndefined();
  const lines = await aws.logLines('/aws/sagemaker/TrainingJobs', `${job.TrainingJobName!}/`);
  expect(lines).toContain('a\\u0000b');
});

test('an absolute link in the model folder still leads to its file where the model is served', async () => {
  const image = await aws.pushImage('links', {
    train: `#!/bin/sh
cd "$SAGEMAKER_BASE_DIR/model"
echo weights > v1.bin
ln -s "$SAGEMAKER_BASE_DIR/model/v1.bin" latest.bin
ln -s "$(pwd -P)/v1.bin" real.bin
ln -s v1.bin near.bin
`,
    serve: `#!/usr/bin/env python3
import http.server, os
model = os.environ["SAGEMAKER_BASE_DIR"] + "/model/"
class Handler(http.server.BaseHTTPRequestHandler):
    def reply(self, body, status=200):
        self.send_response(status); self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
    def do_GET(self): self.reply(b"")
    def do_POST(self):
        name = self.rfile.read(int(self.headers["Content-Length"])).decode()
        try: self.reply(open(model + name, "rb").read())
        except OSError as error: self.reply(str(error).encode(), 500)
    def log_message(self, *args): pass
print("serving", model, flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["SAGEMAKER_BIND_TO_PORT"])), Handler).serve_forever()
`,
  });
  await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('links', image)));
  const job = await aws.trainingJobEnd('links');
  const archive = await artifact(job);
  expect(archive.includes('/opt/ml/model/v1.bin')).toBe(true);
  await serve('links', image, job.ModelArtifacts!.S3ModelArtifacts!);
  expect((await aws.endpointSettled('links')).EndpointStatus).toBe('InService');
  for (const name of ['near.bin', 'latest.bin', 'real.bin']) {
    const { Body: body } = await aws.runtime.send(
      new InvokeEndpointCommand({ EndpointName: 'links', Body: Buffer.from(name) }),
    );
    expect([name, Buffer.from(body).toString()]).toEqual([name, 'weights\n']);
  }
});

test('no log, reason, link or record names a folder of this machine, whatever goes wrong', async () => {
  const failing = [
    'echo "at $0 in $(pwd) and $(pwd -P)" >&2; env; exit 3',
    'echo "cannot write $SAGEMAKER_BASE_DIR/model/x" > "$SAGEMAKER_BASE_DIR/output/failure"; exit 1',
    'echo "$HOME $TMPDIR $PATH $PYTHONPATH"; kill -KILL $$',
    'exec "$SAGEMAKER_BASE_DIR/no-such-program"',
    'ln -s "$SAGEMAKER_BASE_DIR/../scratch" "$SAGEMAKER_BASE_DIR/model/up"; ln -s "$HOME" "$SAGEMAKER_BASE_DIR/model/home"',
    'ln -s "$(pwd -P)/train" "$SAGEMAKER_BASE_DIR/output/data/program"',
  ];
  for (const program of failing) await train(program);
  await train('exit 0', {
    AlgorithmSpecification: {
      ...aws.trainingRequest('x', await aws.pushImage('faults', { other: 'x' })).AlgorithmSpecification,
      TrainingInputMode: 'File',
    },
  });
  await aws.put('models/none.tar.gz', 'this is no archive');
  const broken = await aws.pushImage('broken', {
    serve: '#!/bin/sh\necho "in $(pwd) with $SAGEMAKER_BASE_DIR"; exit 4\n',
  });
  await serve('broken', broken, `s3://${BUCKET}/output/fault-1/output/model.tar.gz`).catch(() => undefined);
  await serve('none', broken, `s3://${BUCKET}/models/none.tar.gz`);
  await serve('exits', broken, `s3://${BUCKET}/output/links/output/model.tar.gz`);
  for (const name of ['none', 'exits']) {
    expect((await aws.endpointSettled(name)).EndpointStatus).toBe('Failed');
  }

  const said: string[] = [];
  const { Contents: objects = [] } = await aws.s3.send(
    new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'output/' }),
  );
  expect(objects.length).toBeGreaterThan(4);
  for (const { Key: key } of objects) {
    const object = await aws.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key! }));
    const bytes = Buffer.from(await object.Body!.transformToByteArray());
    said.push(`${key!} ${(key!.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')}`);
  }
  await cloud?.stop();
  cloud = undefined;
  const store = openLmdbStore(join(directory, 'store'));
  for (const name of [
    'sagemaker/training-jobs',
    'sagemaker/endpoints',
    'sagemaker/models',
    'logs/events',
    'logs/streams',
  ]) {
    const records = [...store.collection<object>(name).list()].map(
      ([key, record]) => `${key} ${JSON.stringify(record)}`,
    );
    expect(records).not.toEqual([]);
    said.push(...records);
  }
  await store.close();
  const places = [directory, realpathSync(directory)];
  expect(said.filter((text) => places.some((place) => text.includes(place)))).toEqual([]);
});

async function artifact(job: DescribeTrainingJobResponse): Promise<Buffer> {
  const key = job.ModelArtifacts!.S3ModelArtifacts!.replace(`s3://${BUCKET}/`, '');
  const object = await aws.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
  return gunzipSync(await object.Body!.transformToByteArray());
}

async function serve(name: string, image: string, model: string): Promise<void> {
  await aws.sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: { Image: image, ModelDataUrl: model },
    }),
  );
  await aws.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: [
        { VariantName: 'AllTraffic', ModelName: name, InitialInstanceCount: 1, InstanceType: 'ml.m5.large' },
      ],
    }),
  );
  await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
}
