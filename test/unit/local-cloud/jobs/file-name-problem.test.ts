import { fileNameProblem } from '../../../../modules/local-cloud/jobs/file-name-problem';

const objects = (keys: readonly string[]) => keys.map((key) => ({ key, path: key.replace(/^d\/+/, '') }));

test.each([
  { why: 'a file and a folder of one name', keys: ['d/a/x', 'd/a/x/y'], names: ['d/a/x', 'd/a/x/y'] },
  { why: 'the folder first', keys: ['d/a/x/y/z', 'd/a/x'], names: ['d/a/x', 'd/a/x/y/z'] },
  { why: 'two slashes', keys: ['d/x', 'd//x'], names: ["'//'", 'd//x'] },
  { why: 'two slashes further down', keys: ['d/a//x'], names: ["'//'", 'd/a//x'] },
  { why: 'a step out', keys: ['d/../x'], names: ['d/../x', 'cannot be a file name'] },
  { why: 'a step that stays', keys: ['d/./x'], names: ['d/./x'] },
  { why: 'a closing slash', keys: ['d/x/'], names: ['d/x/'] },
  { why: 'a NUL', keys: ['d/x\0'], names: ['cannot be a file name'] },
  { why: '256 bytes', keys: [`d/${'n'.repeat(256)}`], names: ['256 bytes', '255'] },
  { why: 'fewer characters than bytes', keys: [`d/${'é'.repeat(128)}/x`], names: ['256 bytes'] },
])('objects cannot be files with $why, and the key is named', ({ keys, names }) => {
  const problem = fileNameProblem(objects(keys));
  for (const name of names) expect(problem).toContain(name);
});

test('two different keys are never one file', () => {
  const problem = fileNameProblem([
    { key: 'x', path: 'x' },
    { key: '/x', path: 'x' },
  ]);
  expect(problem).toBe('The S3 keys "x" and "/x" would be the same file, "x".');
});

test.each([
  { keys: ['d/a', 'd/a.b', 'd/ab/c', 'd/a-b'], why: 'names that begin alike' },
  { keys: [`d/${'n'.repeat(255)}`, `d/${'é'.repeat(127)}`], why: 'names of up to 255 bytes' },
  { keys: ['d/x', 'd/X', 'd/ ', 'd/...', 'd/a\nb'], why: 'odd names' },
  { keys: ['d/x', 'd/x'], why: 'a key that a manifest names twice' },
])('objects can be files with $why', ({ keys }) => {
  expect(fileNameProblem(objects(keys))).toBeUndefined();
});
