import {
  advance,
  billableSeconds,
} from '../../../../../modules/local-cloud/jobs/training/training-job-record';
import type { TrainingJobRecord } from '../../../../../modules/local-cloud/jobs/training/training-job-record';

const NOON = Date.parse('2026-11-29T12:00:00Z');
const record: TrainingJobRecord = {
  name: 'j',
  arn: 'a',
  request: {
    TrainingJobName: 'j',
    RoleArn: 'r',
    OutputDataConfig: { S3OutputPath: 's' },
    ResourceConfig: { VolumeSizeInGB: 1 },
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
  },
  imageDigest: 'd',
  status: 'InProgress',
  transitions: [{ status: 'Training', startMs: NOON, message: '' }],
  createdAtMs: NOON,
  modifiedAtMs: NOON,
  startedAtMs: NOON,
  finalMetrics: [],
};

test.each([
  { what: 'years ahead', at: NOON + 7e12 },
  { what: 'an hour back', at: NOON - 3_600_000 },
  { what: 'to 1970', at: 0 },
])('a job during which the time of day was set $what is billed for what it took', ({ at }) => {
  const ended = {
    ...advance(record, { status: 'Completed', primary: 'Completed', message: '' }, at),
    tookMs: 41_200,
  };
  expect(billableSeconds(ended)).toBe(42);
  expect(ended.endedAtMs).toBeGreaterThanOrEqual(NOON);
  for (const { startMs, endMs } of ended.transitions) expect(endMs).toBeGreaterThanOrEqual(startMs);
});

test('one without a measured end is billed for at most its maximum runtime, and at least a second', () => {
  const end = { status: 'Stopped', primary: 'Stopped', message: '' } as const;
  expect(billableSeconds(advance(record, end, NOON + 7e12))).toBe(600);
  expect(billableSeconds(advance(record, end, NOON - 7e12))).toBe(1);
});
