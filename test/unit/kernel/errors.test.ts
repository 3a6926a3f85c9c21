import { runInNewContext } from 'node:vm';
import { messageOf, TuneformError } from '../../../modules/kernel';

const circular = new Error('outer');
circular.cause = new Error('inner', { cause: circular });

it.each([
  { what: 'an error', thrown: new Error('no'), text: 'no' },
  { what: 'an error without words', thrown: new TypeError(''), text: 'TypeError' },
  { what: 'an error of another realm', thrown: runInNewContext('new Error("no")') as unknown, text: 'no' },
  { what: 'a cause', thrown: new Error('outer', { cause: new Error('deep') }), text: 'outer (deep)' },
  {
    what: 'a cause of a cause',
    thrown: new Error('a', { cause: new Error('b', { cause: { code: 5 } }) }),
    text: 'a (b ({ code: 5 }))',
  },
  {
    what: 'a cause that the message quotes',
    thrown: new TuneformError('It failed: deep', { code: 'X', summary: 'X', cause: new Error('deep') }),
    text: 'It failed: deep',
  },
  { what: 'a cause that causes itself', thrown: circular, text: 'outer (inner)' },
  {
    what: 'several errors in one',
    thrown: new AggregateError([new Error('one'), 'two'], 'both', { cause: 'three' }),
    text: 'both (one; two; three)',
  },
  {
    what: 'several errors without words of their own',
    thrown: new AggregateError([new Error('one')]),
    text: 'one',
  },
  { what: 'text', thrown: 'no', text: 'no' },
  { what: 'an object', thrown: { code: 5 }, text: '{ code: 5 }' },
  {
    what: 'an object without prototype',
    thrown: Object.create(null) as unknown,
    text: '[Object: null prototype] {}',
  },
  {
    what: 'an object that throws when it is read',
    thrown: {
      get message(): string {
        throw new Error('gotcha');
      },
    },
    text: '{ message: [Getter] }',
  },
  { what: 'a symbol', thrown: Symbol('x'), text: 'Symbol(x)' },
  { what: 'nothing', thrown: undefined, text: 'undefined' },
])('tells $what', ({ thrown, text }) => {
  expect(messageOf(thrown)).toBe(text);
});
