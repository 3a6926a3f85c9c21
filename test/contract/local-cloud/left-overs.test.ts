import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCloud } from '../../support/running-cloud';
import { until } from '../../support/sagemaker-fixture';

/** What a local cloud that was killed at one moment or another leaves in its folder, with no record that names it. */
const LEFT = [
  'jobs/ended-but-not-removed/ml/model/weights',
  'jobs/never-recorded/scratch/home/file',
  'endpoints/deleted/d1/v/ml/model/weights',
  'objects/ab/abandoned',
  'registry/blobs/0123',
  'registry/uploads/begun',
  'runner/images/0123.partial/file',
  'runner/processes/4000000.json',
  'spool/half',
];

test('whatever moment a local cloud was killed at, the next start leaves nothing of it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-left-'));
  for (const file of LEFT) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), 'left');
  }
  // A program may close a folder even to its owner.
  mkdirSync(join(directory, 'jobs/closed/inside'), { recursive: true, mode: 0o700 });
  const { cloud } = await runCloud({ directory });
  const left = () => [...LEFT, 'jobs/closed'].filter((file) => existsSync(join(directory, file)));
  await until(
    async () => left(),
    (names) => names.length === 0,
  );
  await cloud.stop();
  expect(left()).toEqual([]);
  rmSync(directory, { recursive: true });
});
