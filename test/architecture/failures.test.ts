import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Every kind of failure of launching, waiting and destroying, and the situations in which it is met. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'the provider dies between the launch and its answer': ['The provider dies after a search was launched'],
  'the answer to a launch is lost': ['The response to a launch is lost'],
  'the name is taken': [
    'The name is taken by the same search',
    'The name is taken by another owner’s search',
  ],
  'two pipelines apply at once': ['Two pipelines apply the same configuration at once'],
  'two configurations use one name': [
    'Two configurations use the same logical name',
    'Two configurations use the same name of an endpoint',
    'Two configurations use the same name of a smoke run',
    'The owner of a configuration changes',
  ],
  'a name that the service does not accept': ['A logical name is long'],
  'what the launch needs is new, or absent': [
    'The role was created a moment ago',
    'The role’s policy or the permission to use an algorithm is new',
    'A channel has no data when the search is launched',
    'A channel has no data when the launch is planned',
  ],
  'no capacity': ['The account has no capacity'],
  'the service rewrites the request': ['The service adds hyperparameters and defaults'],
  'an interrupt while waiting': ['Terraform is interrupted while a champion waits'],
  'the end of the time for waiting': ['The time for waiting is over'],
  'credentials that expire while waiting': ['The credentials expire while a champion waits'],
  'throttled waiting': [
    'The service throttles',
    'Many champions wait for a long time',
    'The account has many tuning jobs',
    'The service says how long to wait',
  ],
  'a plan while the search runs': ['A plan while the search runs'],
  'a search without a winner': [
    'Every training job failed',
    'No training job printed the metric',
    'The search was stopped after some training jobs',
    'Some training jobs failed',
  ],
  'a metric that does not decide': [
    'A value is NaN',
    'Two values are equal',
    'The list lacks training jobs',
    'A warm-started search whose parent has a better training job',
    'Training definitions with different objectives',
  ],
  'a record that was deleted outside Terraform': ['The record of a search was deleted outside Terraform'],
  'destroying what runs, stops or is gone': [
    'Destroying while the search runs',
    'Destroying a search that has ended',
    'What is to be stopped ends, or is deleted, a moment before',
    'The service cannot delete the record of a stopped search yet',
    'Destroying with `on_destroy = "detach"`',
  ],
  'a crash while destroying, at any point': [
    'The provider dies while destroying, at any request',
    'The provider dies while destroying an endpoint, a smoke run or an image',
    'The provider dies after a smoke run was started again',
    'The network fails while destroying',
  ],
};

/** The rows of the page, each as its cells. */
const rows = read('docs/reference/failures.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Situation') && !line.startsWith('| ---'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const proofs = rows.map(([situation = '', , , proof = '']) => {
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
  return { situation, file, title };
});

describe('the page of failures', () => {
  it('names codes that the page of diagnostics explains', () => {
    const known = read('docs/reference/diagnostics.md');
    const codes = rows.flatMap(([, , code = '']) =>
      [...code.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name),
    );
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !known.includes(`| \`${code}\``))).toEqual([]);
  });

  it.each(proofs)('has a test that proves what it says of: $situation', ({ file, title }) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(read(file)).toContain(title);
  });

  it.each(Object.entries(KINDS))('has rows for a failure of this kind: %s', (_kind, situations) => {
    const missing = situations.filter((one) => !rows.some(([situation = '']) => situation.startsWith(one)));
    expect([situations.length > 0, missing]).toEqual([true, []]);
  });

  it('counts each situation to a kind', () => {
    const counted = Object.values(KINDS).flat();
    const others = rows.filter(([situation = '']) => !counted.some((one) => situation.startsWith(one)));
    expect(others).toEqual([]);
  });
});
