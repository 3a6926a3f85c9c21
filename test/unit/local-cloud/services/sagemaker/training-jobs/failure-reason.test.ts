import { failureReason } from '../../../../../../modules/local-cloud/services/sagemaker/training-jobs/failure-reason';

test.each([
  { failure: undefined, reason: undefined },
  {
    failure: { fault: 'program', reason: 'no column y', exitCode: 1 },
    reason: 'AlgorithmError: no column y, exit code: 1',
  },
  {
    failure: { fault: 'request', reason: 'Data download failed:x' },
    reason: 'ClientError: Data download failed:x',
  },
  { failure: { fault: 'service', reason: 'broken' }, reason: 'InternalServerError: broken' },
  { failure: { reason: 'All training jobs failed.' }, reason: 'All training jobs failed.' },
] as const)('$reason', ({ failure, reason }) => expect(failureReason(failure)).toBe(reason));

test('a long reason is cut, and the exit code stays', () => {
  const shown = failureReason({ fault: 'program', reason: 'x'.repeat(2_000), exitCode: 137 });
  expect(shown).toHaveLength(1024);
  expect(shown).toMatch(/^AlgorithmError: x+, exit code: 137$/);
});
