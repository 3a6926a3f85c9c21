import {
  attr,
  block,
  defineSchema,
  ExactNumber,
  lengthAtLeast,
  matches,
  unknown,
} from '../../../../modules/plugin';
import type { Validator } from '../../../../modules/plugin';
import { validateConfig } from '../../../../modules/plugin/plan/validate-config';

const description = '-';
const word = matches(/^[a-z]+$/, 'a word of lower-case letters');

describe('what is said of a value that is not allowed', () => {
  const schema = defineSchema({
    description,
    attributes: {
      open: attr.string({ optional: true, description, validators: [word] }),
      password: attr.string({ optional: true, sensitive: true, description, validators: [word] }),
      token: attr.string({ optional: true, writeOnly: true, description, validators: [lengthAtLeast(40)] }),
      login: attr.object(
        { user: attr.string({ optional: true, description, validators: [word] }) },
        { optional: true, sensitive: true, description },
      ),
    },
  });
  const nothing = { open: null, password: null, token: null, login: null };

  it('quotes it where it may be seen', () => {
    const [found] = validateConfig(schema, { ...nothing, open: 'Hunter2' });
    expect(found?.detail).toContain('"Hunter2"');
  });

  it.each([
    { where: 'a sensitive attribute', config: { password: 'Hunter2' }, path: ['password'] },
    { where: 'a write-only attribute', config: { token: 'Hunter2' }, path: ['token'] },
    { where: 'a sensitive object', config: { login: { user: 'Hunter2' } }, path: ['login', 'user'] },
  ])('never shows it in $where, and says what is allowed', ({ config, path }) => {
    const found = validateConfig(schema, { ...nothing, ...config });
    expect(found).toHaveLength(1);
    expect(found[0]?.path).toEqual(path);
    expect(JSON.stringify(found)).not.toContain('Hunter2');
    expect(found[0]?.detail).toMatch(/must be (a word of lower-case letters|at least 40)/);
  });
});

it('an exact number reaches its validators with every digit', () => {
  const seen: unknown[] = [];
  const look = {
    description: 'seen',
    check: (value: unknown) => {
      seen.push(value);
      return [];
    },
  } satisfies Validator<never>;
  const schema = defineSchema({
    description,
    attributes: {
      exact: attr.exactNumber({ optional: true, description, validators: [look] }),
      plain: attr.number({ optional: true, description, validators: [look] }),
    },
  });
  const long = new ExactNumber('0.1234567890123456789');
  validateConfig(schema, { exact: long, plain: long });
  expect(seen).toEqual([long, long.toNumber()]);
});

describe('what is deprecated', () => {
  const inner = (deprecated: string) => block.single({ attributes: {} }, { description, deprecated });
  const schema = defineSchema({
    description,
    attributes: {},
    blocks: {
      one: inner('Not one.'),
      rule: block.list({ attributes: {}, blocks: { old: inner('Not old.') } }, { description }),
      many: block.list({ attributes: {} }, { description, deprecated: 'Not many.' }),
      some: block.set(
        { attributes: {}, blocks: { old: inner('Not old.') } },
        { description, deprecated: 'Not some.' },
      ),
      keyed: block.map({ attributes: {} }, { description, deprecated: 'Not keyed.' }),
    },
  });
  const unused = { one: null, rule: [], many: [], some: [], keyed: {} };
  const warned = (config: Readonly<Record<string, unknown>>) =>
    validateConfig(schema, { ...unused, ...config }).map(({ severity, summary, detail, path }) => [
      `${severity}: ${summary}: ${detail}`,
      path,
    ]);

  it('is said of a whole schema', () => {
    expect(
      validateConfig(defineSchema({ description, attributes: {}, deprecated: 'Use another.' }), {}),
    ).toEqual([{ severity: 'warning', summary: 'Deprecated', detail: 'Use another.', path: [] }]);
  });

  it.each([
    { config: {}, says: [] },
    { config: { one: {} }, says: [['warning: Deprecated Block: Not one.', ['one']]] },
    { config: { many: [{}, {}] }, says: [['warning: Deprecated Block: Not many.', ['many', 0]]] },
    { config: { many: unknown }, says: [['warning: Deprecated Block: Not many.', ['many']]] },
    { config: { many: [unknown] }, says: [['warning: Deprecated Block: Not many.', ['many', 0]]] },
    {
      config: { keyed: { k: {}, l: {} } },
      says: [['warning: Deprecated Block: Not keyed.', ['keyed', 'k']]],
    },
    {
      config: { rule: [{ old: null }, { old: {} }] },
      says: [['warning: Deprecated Block: Not old.', ['rule', 1, 'old']]],
    },
    {
      config: { some: [{ old: {} }] },
      says: [
        ['warning: Deprecated Block: Not some.', ['some']],
        ['warning: Deprecated Block: Not old.', ['some', 'old']],
      ],
    },
  ])('is said of the blocks in $config', ({ config, says }) => {
    expect(warned(config)).toEqual(says);
  });
});
