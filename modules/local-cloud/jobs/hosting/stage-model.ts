import { constants, createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { messageOf, TuneformError } from '../../../kernel';
import type { ObjectStorage } from '../../ports/ports';
import { extractArchive } from '../../runners/extract-archive';
import { removeFolder } from '../../runners/remove-folder';
import { fileNameProblem } from '../file-name-problem';
import { parseS3Uri } from '../s3-uri';
import type { DeployedVariant } from './endpoint-record';

/**
 * Puts a variant's model into `<mlDirectory>/model`, unless an earlier process has already done so: an endpoint keeps
 * the model of its deployment even if the object is replaced.
 */
export async function stageModel(
  variant: DeployedVariant,
  mlDirectory: string,
  objects: ObjectStorage,
): Promise<void> {
  const done = join(mlDirectory, '.staged');
  if (existsSync(done)) return;
  await removeFolder(mlDirectory);
  const folder = join(mlDirectory, 'model');
  await mkdir(folder, { recursive: true });
  if (variant.source?.kind === 'archive') await unpack(variant.source.uri, folder, objects);
  if (variant.source?.kind === 'prefix') await copyAll(variant.source.uri, folder, objects);
  await writeFile(done, '');
}

async function unpack(uri: string, folder: string, objects: ObjectStorage): Promise<void> {
  const at = parseS3Uri(uri);
  const file = at === undefined ? undefined : objects.filePath(at.bucket, at.key);
  if (file === undefined) {
    throw modelError(
      `Failed to download model data for container "primary" from URL: "${uri}". Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the object.`,
    );
  }
  try {
    await extractArchive(createReadStream(file), folder, {
      through: [createGunzip()],
      mountedAt: '/opt/ml/model',
    });
  } catch (error) {
    throw modelError(
      `Failed to extract model data archive from URL "${uri}" for container "primary": ${messageOf(error)} Please ensure that the object located at the URL is a valid tar.gz archive.`,
    );
  }
}

async function copyAll(uri: string, folder: string, objects: ObjectStorage): Promise<void> {
  const at = parseS3Uri(uri);
  const found =
    at === undefined ? [] : objects.list(at.bucket, at.key).filter(({ key }) => !key.endsWith('/'));
  if (at === undefined || found.length === 0) throw modelError(`Could not find model data at ${uri}.`);
  const files = found.map(({ key }) => ({ key, path: key.slice(at.key.length).replace(/^\/+/, '') }));
  const problem = fileNameProblem(files);
  if (problem !== undefined) throw modelError(`Failed to download model data from "${uri}": ${problem}`);
  for (const { key, path } of files) {
    const source = objects.filePath(at.bucket, key);
    if (source === undefined) throw modelError(`The object "s3://${at.bucket}/${key}" was deleted.`);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await copyFile(source, join(folder, path), constants.COPYFILE_FICLONE);
  }
}

const modelError = (message: string): TuneformError =>
  new TuneformError(message, { code: 'MODEL_DATA', summary: 'Model Data Not Available' });
