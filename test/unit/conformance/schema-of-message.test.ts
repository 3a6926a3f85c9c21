import { schemaOfMessage } from '../../../modules/conformance/schema/schema-of-message';
import type { SchemaMessage } from '../../../modules/plugin';

const text = Buffer.from('"string"');
const breachesOf = (block: NonNullable<SchemaMessage['block']>) => schemaOfMessage({ block }).breaches;

describe('a schema that came over the wire', () => {
  it('is read with its flags, nesting and limits', () => {
    const { schema, breaches } = schemaOfMessage({
      version: 3,
      block: {
        description: 'D.',
        attributes: [
          { name: 'a', type: Buffer.from('["set","dynamic"]'), optional: true, computed: true },
          { name: 'b', nestedType: { nesting: 3, attributes: [{ name: 'c', type: text, required: true }] } },
        ],
        blockTypes: [{ typeName: 'd', nesting: 2, minItems: 1, maxItems: 4, block: {} }],
      },
    });
    expect(breaches).toEqual([]);
    expect(schema).toMatchObject({
      version: 3,
      description: 'D.',
      attributes: {
        a: { shape: { kind: 'set' }, required: false, optional: true, computed: true },
        b: { shape: { nesting: 'set', attributes: { c: { shape: { kind: 'string' }, required: true } } } },
      },
      blocks: { d: { nesting: 'list', minItems: 1, maxItems: 4 } },
    });
  });

  it.each([
    { attribute: { name: 'a' }, rule: 'R4', why: 'it has neither a type nor nested attributes' },
    { attribute: { name: 'a', type: text, nestedType: { nesting: 1 } }, rule: 'R4', why: 'it has both' },
    { attribute: { name: 'a', type: Buffer.from('"text"') }, rule: 'R4', why: 'there is no such type' },
    { attribute: { name: 'a', type: Buffer.from('{') }, rule: 'R4', why: 'the type is not JSON' },
    { attribute: { name: 'a', nestedType: { nesting: 9 } }, rule: 'R6', why: 'there is no such nesting' },
  ])('breaks $rule when $why', ({ attribute, rule }) => {
    expect(breachesOf({ attributes: [attribute] })).toMatchObject([{ rule, path: ['a'] }]);
  });

  it('breaks R5 when a name is given twice', () => {
    const twice = { name: 'a', type: text };
    expect(breachesOf({ attributes: [twice, twice] })).toMatchObject([{ rule: 'R5', path: ['a'] }]);
  });
});
