import { readAnswer } from '../../../modules/conformance/schema/read-answer';

const type = Buffer.from('"string"');
const schema = (...names: readonly string[]) => ({
  version: 0,
  block: { attributes: names.map((name) => ({ name, type, optional: true })) },
});
const breachesIn = (answer: Parameters<typeof readAnswer>[0]) =>
  readAnswer(answer).flatMap(({ kind, name, breaches }) =>
    breaches.map(({ rule, path }) => [kind, name, rule, path.join('.')]),
  );

it('holds each thing to the rules of its kind', () => {
  expect(
    breachesIn({
      provider: schema('version', 'connection', '1a'),
      resourceSchemas: new Map([['z_a', schema('version', 'connection')]]),
      dataSourceSchemas: new Map([['z-a B', schema('provider')]]),
      ephemeralResourceSchemas: new Map([['z_e', schema('connection')]]),
      functions: new Map([
        ['Bad-name', { parameters: [{ name: 'a' }], variadicParameter: { name: 'a' } }],
        ['good', { parameters: [{ name: 'a' }, { name: 'b' }] }],
      ]),
    }),
  ).toEqual([
    ['provider', '', 'R2', '1a'],
    ['provider', '', 'R2', 'version'],
    ['resource', 'z_a', 'R2', 'connection'],
    ['data source', 'z-a B', 'R2', ''],
    ['data source', 'z-a B', 'R2', 'provider'],
    ['function', 'Bad-name', 'R2', ''],
    ['function', 'Bad-name', 'R5', ''],
  ]);
});

it('finds nothing in an answer without anything', () => {
  expect(readAnswer({})).toEqual([]);
});
