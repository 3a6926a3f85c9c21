import { composeConfiguration, LAYERS } from '../../../modules/configuration';
import type { ResolvedConfiguration } from '../../../modules/configuration';
import { FILES } from './claims-files';

const compose = (...overrides: string[]): ResolvedConfiguration =>
  composeConfiguration({ files: FILES, overrides });

describe('a configuration', () => {
  it('puts the chosen options below the names of their groups', () => {
    expect(compose().values).toEqual({
      seed: 1,
      output: { bins: 10 },
      data: { rows: 4000, split: 0.25 },
      model: { max_iter: 60, max_leaf_nodes: 31, max_depth: null, early_stopping: false },
    });
  });

  it('takes another option, which may build on one of its group', () => {
    expect(compose('model=deep').values['model']).toEqual({
      max_iter: 60,
      max_leaf_nodes: 128,
      max_depth: null,
      early_stopping: false,
      features: ['age', 'density'],
    });
  });

  it('changes, adds and deletes values by dotted names', () => {
    const { values } = compose(
      'model.max_iter=5',
      '+model.link=log',
      '+limits.cells={rows: 3}',
      '~output.bins',
      'model.max_depth=4',
    );
    expect(values).toEqual({
      seed: 1,
      output: {},
      data: { rows: 4000, split: 0.25 },
      model: { max_iter: 5, max_leaf_nodes: 31, max_depth: 4, early_stopping: false, link: 'log' },
      limits: { cells: { rows: 3 } },
    });
  });

  it('adds a group and takes one out', () => {
    const { values } = composeConfiguration({
      files: { ...FILES, 'evaluation/plot.yaml': 'bins: 5' },
      overrides: ['+evaluation=plot', '~data'],
    });
    expect(values).toMatchObject({ evaluation: { bins: 5 } });
    expect(values).not.toHaveProperty('data');
  });

  it('reads values as YAML does, and lists and texts with commas as one value', () => {
    const values = ["'1'", '1e-3', 'true', 'null', '[1, 2]', '"a, b"', 's3://bucket/key', 'yes'];
    const read = values.map((value) => compose(`+x=${value}`).values['x']);
    expect(read).toEqual(['1', 0.001, true, null, [1, 2], 'a, b', 's3://bucket/key', 'yes']);
  });

  it('lets each layer override the ones before it, and says what each value replaced', () => {
    const file = { source: 'team.yaml', text: 'model: { max_leaf_nodes: 63 }' };
    const files = { ...FILES, 'config.yaml': `${FILES['config.yaml']}model: { max_leaf_nodes: 2 }\n` };
    const { provenance, values } = composeConfiguration({
      files,
      file,
      overrides: ['model.max_leaf_nodes=100'],
    });
    expect(values).toMatchObject({ model: { max_leaf_nodes: 100 } });
    expect(provenance['model.max_leaf_nodes']).toEqual({
      value: 100,
      layer: 'static',
      source: 'model.max_leaf_nodes=100',
      replaced: [
        { value: 2, layer: 'defaults', source: 'config.yaml' },
        { value: 31, layer: 'group', source: 'model/poisson.yaml' },
        { value: 63, layer: 'file', source: 'team.yaml' },
      ],
    });
    expect(provenance['seed']).toEqual({ value: 1, layer: 'defaults', source: 'config.yaml', replaced: [] });
    expect(LAYERS).toEqual(['defaults', 'group', 'file', 'static', 'tuned']);
  });

  it('has the hash of its values, wherever they come from and in whatever order', () => {
    const given = compose('model.max_iter=7', 'seed=3').hash;
    expect(given).toMatch(/^[0-9a-f]{64}$/);
    expect(compose('seed=3', 'model.max_iter=7').hash).toBe(given);
    expect(
      composeConfiguration({ files: FILES, file: { source: 'f', text: 'seed: 3\nmodel: {max_iter: 7}' } })
        .hash,
    ).toBe(given);
    expect(compose('model.max_iter=8', 'seed=3').hash).not.toBe(given);
  });

  it('ends in the shared base once where two bases build on it', () => {
    const files = {
      'config.yaml': 'defaults: [{ model: top }]',
      'model/base.yaml': 'a: 1\nb: 1\nc: 1',
      'model/left.yaml': 'defaults: [base]\na: 2',
      'model/right.yaml': 'defaults: [base]\nb: 2',
      'model/top.yaml': 'defaults: [left, right]\nc: 2',
    };
    expect(composeConfiguration({ files }).values).toEqual({ model: { a: 2, b: 2, c: 2 } });
  });

  it('has groups below groups', () => {
    const files = {
      'config.yaml': 'defaults: [{ model: top }]',
      'model/top.yaml': 'defaults: [{ link: log }]\na: 1',
      'model/link/log.yaml': 'base: 10',
      'model/link/identity.yaml': 'base: 1',
    };
    expect(composeConfiguration({ files }).values).toEqual({ model: { a: 1, link: { base: 10 } } });
    expect(composeConfiguration({ files, overrides: ['model/link=identity'] }).values).toEqual({
      model: { a: 1, link: { base: 1 } },
    });
  });
});

describe('a configuration rejects', () => {
  it.each([
    [
      'an unknown key',
      ['model.max_leafs=3'],
      "'model.max_leafs=3' sets 'model.max_leafs', which does not exist. Did you mean 'model.max_leaf_nodes'? Below 'model' there are: max_iter, max_leaf_nodes, max_depth, early_stopping. Write '+model.max_leafs=3' to add it.",
    ],
    ['a misspelt key', ['model.max_itre=3'], "Did you mean 'model.max_iter'?"],
    [
      'an addition of what exists',
      ['+model.max_iter=3'],
      "'+model.max_iter=3' adds 'model.max_iter', which exists: a number, 60 by model/poisson.yaml. Leave out the '+' to change it.",
    ],
    [
      'a deletion of what does not exist',
      ['~model.depth'],
      "'~model.depth' deletes 'model.depth', which does not exist.",
    ],
    [
      'an unknown option',
      ['model=poison'],
      "'model=poison' chooses option 'poison' of group 'model', and there is no file 'model/poison.yaml'. Did you mean 'poisson'? Options are: deep, poisson.",
    ],
    [
      'an unknown group',
      ['+models/link=log'],
      "'+models/link=log' chooses option 'log' of group 'models/link', and there is no folder 'models/link'. Groups are: data, model.",
    ],
    [
      'a group added twice',
      ['+model=deep'],
      "'+model=deep' adds group 'model', of which config.yaml chooses an option. Leave out the '+'.",
    ],
    [
      'a value in place of an option',
      ['model={a: 1}'],
      "'model={a: 1}' does not name an option: 'model' is a group: write 'model=option', or '~model' to choose none.",
    ],
    [
      'text for a number',
      ['model.max_iter=many'],
      `'model.max_iter=many' sets 'model.max_iter' to "many", which is a string; it is a number, 60 by model/poisson.yaml. Give a number, or correct the key.`,
    ],
    [
      'a value for a mapping',
      ['output=3'],
      'which is a number; it is a mapping of bins. Change one of the values in it.',
    ],
    ['a mapping for a value', ['seed={a: 1}'], 'which is a mapping; it is a number, 1 by config.yaml.'],
    ['a key twice', ['seed=1', 'seed=2'], "'seed=1' and 'seed=2' are about the same key. Keep one of them."],
    ['a key within a key', ['+a.b=1', '~a'], "'+a.b=1' and '~a' are about the same key."],
    ['several values', ['seed=1,2'], "'seed=1,2' gives 2 values, which is a sweep."],
    ['no value', ['seed='], "'seed=' has no value. Write seed='' for an empty text, or =null for none."],
    ['what is no override', ['seed 3'], "'seed 3' is not an override."],
    ['a dot at the end', ['model.=3'], "'model.=3' is not an override."],
    ['a deletion with a value', ['~seed=3'], "'~seed=3' deletes and gives a value."],
    ['an open bracket', ['+x=[1'], "'+x=[1' is not valid YAML"],
    ['a bracket that closes early', ['+x=1], [2'], 'is not valid YAML'],
    ['infinity', ['seed=.inf'], 'is Infinity. Write a finite number.'],
    ['a whole number that loses digits', ['seed=9007199254740993'], 'whose last digits would be lost'],
    ['a reference', ['+x=${seed}'], "has '${': there are no references between values"],
    [
      'an undecided value',
      ['data=public'],
      "'data.path' has no value: data/public.yaml leaves it to you. Give one: an option of a group, a file, or 'data.path=…'.",
    ],
    [
      'a secret',
      ['+database.password=hunter2'],
      "'database.password' by +database.password=hunter2 looks like a secret",
    ],
    ['the ARN of a role', ['+role=arn:aws:iam::000000000000:role/x'], 'is the ARN of a role or user'],
    ['a key of another prototype', ['+__proto__.x=1'], 'is not an override'],
  ])('%s', (_, overrides, message) => {
    expect(() => compose(...overrides)).toThrow(message);
  });

  it('every mistake at once', () => {
    expect(() => compose('model.a=1', 'model.b=2', '~c')).toThrow(
      /'model.a'[^]*\n[^]*'model.b'[^]*\n[^]*'c'/,
    );
  });

  it.each<[string, Record<string, string>, string]>([
    ['no root', { 'config.yaml': undefined as unknown as string }, 'There is no config.yaml.'],
    [
      'a group that is not there, as a .gitignore may cause',
      { 'config.yaml': 'defaults: [{ date: x }]' },
      "config.yaml chooses option 'x' of group 'date', and there is no folder 'date'. Did you mean 'data'? Groups are: data, model. Add the folder, and check that no .gitignore leaves it out.",
    ],
    [
      'a cycle',
      { 'model/poisson.yaml': 'defaults: [deep]' },
      'The files choose one another in a cycle: model/poisson.yaml → model/deep.yaml → model/poisson.yaml.',
    ],
    [
      'a file that builds on itself',
      { 'model/poisson.yaml': 'defaults: [poisson]' },
      'model/poisson.yaml → model/poisson.yaml',
    ],
    [
      'a group chosen twice',
      { 'config.yaml': 'defaults: [{ model: poisson }, { model: deep }]' },
      "Group 'model' is chosen twice, by config.yaml and by config.yaml.",
    ],
    [
      'a key twice',
      { 'config.yaml': 'seed: 1\nseed: 2' },
      'config.yaml is not valid YAML: Map keys must be unique',
    ],
    [
      'a dotted key',
      { 'config.yaml': 'model.seed: 1' },
      "has the key 'model.seed'. A key starts with a letter, then letters, digits, '_' and '-'. Nest the key",
    ],
    ['no mapping', { 'config.yaml': '- 1' }, 'config.yaml must be a mapping of keys to values.'],
    [
      'a tag',
      { 'config.yaml': 'a: !!binary aGVsbG8=' },
      "config.yaml: 'a' is of a type that JSON does not have.",
    ],
    [
      'its own values after a group',
      { 'config.yaml': 'defaults: [{ model: deep }, _self_]' },
      "'_self_' is entry 2 of 'defaults'.",
    ],
    [
      'an entry of another shape',
      { 'config.yaml': 'defaults: [[model]]' },
      "entry 1 of 'defaults' is not understood.",
    ],
    [
      'defaults of another shape',
      { 'config.yaml': 'defaults: model' },
      "config.yaml: 'defaults' must be a list of options",
    ],
    [
      'types that clash between files',
      { 'config.yaml': 'defaults: [{ model: deep }]\nmodel: 3' },
      "'model/poisson.yaml' sets 'model'",
    ],
    ['aliases without end', { 'config.yaml': bomb() }, 'config.yaml is not usable YAML'],
  ])('files with %s', (_, files, message) => {
    const all = Object.fromEntries(
      Object.entries({ ...FILES, ...files }).filter(([, text]) => (text as string | undefined) !== undefined),
    );
    expect(() => composeConfiguration({ files: all })).toThrow(message);
  });

  it.each([
    [
      'a key that nothing declares',
      'model: { max_itre: 3 }',
      "'team.yaml' sets 'model.max_itre', which does not exist. Did you mean 'model.max_iter'?",
    ],
    ['another type', 'seed: one', "'team.yaml' sets 'seed' to \"one\""],
    ['a choice of groups', 'defaults: []', "team.yaml has 'defaults'."],
    ['no mapping', '3', 'team.yaml must be a mapping of keys to values.'],
  ])('a file of changes with %s', (_, text, message) => {
    expect(() => composeConfiguration({ files: FILES, file: { source: 'team.yaml', text } })).toThrow(
      message,
    );
  });
});

it('an option that an override names needs its group among the defaults', () => {
  const files = { ...FILES, 'evaluation/plot.yaml': 'bins: 5' };
  expect(() => composeConfiguration({ files, overrides: ['evaluation=plot'] })).toThrow(
    "'evaluation=plot' chooses an option of group 'evaluation', which no 'defaults' names. Write '+evaluation=plot' to add the group.",
  );
  expect(() => composeConfiguration({ files, overrides: ['~evaluation'] })).toThrow(
    "'~evaluation' takes out the option of group 'evaluation', which no 'defaults' names. Leave the override out.",
  );
  const known = { ...files, 'config.yaml': 'defaults: [{ evaluation: null }]' };
  expect(composeConfiguration({ files: known, overrides: ['evaluation=plot'] }).values).toEqual({
    evaluation: { bins: 5 },
  });
});

/** Ten levels of nine aliases each: three billion values. */
function bomb(): string {
  const level = (n: number): string =>
    `a${String(n)}: &a${String(n)} [${Array(9)
      .fill(`*a${String(n - 1)}`)
      .join(', ')}]`;
  return ['a0: &a0 [1]', ...Array.from({ length: 10 }, (_, n) => level(n + 1))].join('\n');
}
