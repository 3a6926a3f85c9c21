import { ContainerPaths } from '../../../../modules/local-cloud/jobs/container-paths';

const CLOUD = '/home/é/.tuneform';
const paths = new ContainerPaths(CLOUD);
const IMAGE = `${CLOUD}/runner/images/${'a1'.repeat(32)}`;

test.each([
  [`${CLOUD}/jobs/my-job/ml/model/x.bin`, '/opt/ml/model/x.bin'],
  [`${CLOUD}/jobs/my-job/ml`, '/opt/ml'],
  [`File "${CLOUD}/jobs/my-job/scratch/program/train", line 3`, 'File "/opt/program/train", line 3'],
  [`${CLOUD}/jobs/j/scratch/home/.cache`, '/root/.cache'],
  [`${CLOUD}/jobs/j/scratch/tmp/t1`, '/tmp/t1'],
  [`${CLOUD}/jobs/j/scratch/other`, '/tmp/other'],
  [`${CLOUD}/jobs/j/mlx`, '/local-cloud/jobs/j/mlx'],
  [`${CLOUD}/endpoints/e/8f-1/AllTraffic/ml/model`, '/opt/ml/model'],
  [`${IMAGE}/opt/program/requirements.txt`, '/opt/program/requirements.txt'],
  [`${IMAGE}.partial/opt/x`, '/opt/x'],
  [`${CLOUD}/store/data.mdb`, '/local-cloud/store/data.mdb'],
  [`"${CLOUD}"`, '"/local-cloud"'],
  [`${CLOUD}-2/jobs/j/ml`, `${CLOUD}-2/jobs/j/ml`],
  ['/opt/ml/model and /home/é', '/opt/ml/model and /home/é'],
  [`${CLOUD}/jobs/a/ml and ${CLOUD}/jobs/b/ml`, '/opt/ml and /opt/ml'],
])('%s reads %s', (text, shown) => {
  expect(paths.translate(text)).toBe(shown);
  expect(paths.translateBytes(Buffer.from(text)).toString()).toBe(shown);
});

test('bytes that are no UTF-8 stay what they are', () => {
  const bytes = Buffer.concat([Buffer.from(`${CLOUD}/jobs/j/ml/`), Buffer.from([0xff, 0x80])]);
  expect(paths.translateBytes(bytes)).toEqual(
    Buffer.concat([Buffer.from('/opt/ml/'), Buffer.from([0xff, 0x80])]),
  );
});
