import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeployedVariant } from '../../../../modules/local-cloud/jobs/hosting/endpoint-record';
import { stageModel } from '../../../../modules/local-cloud/jobs/hosting/stage-model';
import { clientStep } from '../../../../modules/local-cloud/jobs/training/job-fault';
import type { ObjectStorage } from '../../../../modules/local-cloud/ports/ports';
import { expectTold } from '../../../support/expect-told';
import type { Told } from '../../../support/expect-told';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/temporary-folder';

afterEach(removeTemporaryFolders);

/** A bucket with these objects, each of which is a file of this folder. */
const storage = (folder: string, keys: readonly string[]) =>
  ({
    list: () => keys.map((key) => ({ key, size: 1 })),
    filePath: (_bucket: string, key: string) => (keys.includes(key) ? join(folder, key) : undefined),
  }) as unknown as ObjectStorage;

const served = (kind: 'archive' | 'prefix', uri: string) =>
  ({ name: 'AllTraffic', source: { kind, uri } }) as unknown as DeployedVariant;

interface Row {
  readonly what: string;
  readonly make: (folder: string) => unknown;
  readonly told: Told;
}

/** SageMaker's own sentences, which name the object; their remedy is in them or is the object itself. */
describe('a fault of the customer', () => {
  it.each<Row>([
    {
      what: 'a key below an object that is a file',
      make: (folder) =>
        clientStep({ doing: 'Data download', about: 'The S3 key "a/b" cannot be a file' }, () =>
          mkdir(join(folder, 'file/b')),
        ),
      told: { code: 'TRAINING_INPUT', names: 'The S3 key "a/b"', remedy: 'not a directory' },
    },
    {
      what: 'an artifact that cannot be uploaded',
      make: (folder) =>
        clientStep({ doing: 'Artifact upload', about: '"s3://bucket/model.tar.gz"' }, () =>
          mkdir(join(folder, 'gone/b')),
        ),
      told: {
        code: 'TRAINING_OUTPUT',
        names: '"s3://bucket/model.tar.gz"',
        remedy: 'no such file or directory',
      },
    },
    {
      what: 'a model that is not there',
      make: (folder) =>
        stageModel(served('archive', 's3://b/m.tar.gz'), join(folder, 'ml'), storage(folder, [])),
      told: {
        code: 'MODEL_DATA',
        names: '"s3://b/m.tar.gz"',
        remedy: 'Please ensure that there is an object located at the URL',
      },
    },
    {
      what: 'a model that is no archive',
      make: (folder) =>
        stageModel(served('archive', 's3://b/file'), join(folder, 'ml'), storage(folder, ['file'])),
      told: { code: 'MODEL_DATA', names: '"s3://b/file"', remedy: 'a valid tar.gz archive' },
    },
    {
      what: 'a prefix without objects',
      make: (folder) => stageModel(served('prefix', 's3://b/m/'), join(folder, 'ml'), storage(folder, [])),
      told: { code: 'MODEL_DATA', names: 's3://b/m/', remedy: 'Could not find model data' },
    },
  ])('is told with what it is about: $what', async ({ make, told }) => {
    const folder = temporaryFolder({ file: 'text' });
    await expectTold(() => make(folder), told);
  });
});
