import { judgeOf } from '../../../modules/container-check/rules/judge';
import { stopFinding } from '../../../modules/container-check/rules/stop-rules';

const verdict = (handlesSigterm: boolean | undefined, exit: { exitCode: number; signal?: string }) => {
  const seen = { program: { handlesSigterm }, end: { exit } } as never;
  return stopFinding('training-stop', seen, { graceMs: 1000, judge: judgeOf('x') }).map((one) => one.verdict);
};

test.each([
  ['a handler', true, { exitCode: 143 }, 'passes'],
  ['no handler, ended by the signal', false, { exitCode: 143, signal: 'SIGTERM' }, 'risky'],
  ['killed after the grace', true, { exitCode: 137, signal: 'SIGKILL' }, 'risky'],
  // Python restores the default on its way out, so what is seen of a program that ends by itself says nothing.
  ['no handler, but ended by itself', false, { exitCode: 0 }, 'unseen'],
  ['ended before it was looked at', undefined, { exitCode: 0 }, 'unseen'],
])('SIGTERM with %s', (_, handles, exit, expected) => {
  expect(verdict(handles, exit)).toEqual([expected]);
});
