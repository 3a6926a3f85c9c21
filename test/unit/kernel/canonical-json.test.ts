import { canonicalJson } from '../../../modules/kernel';

describe('canonicalJson', () => {
  it('writes equal values as equal text whatever order they were built in', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      canonicalJson({ a: true, b: [1, { c: 'x', d: null }] }),
    );
  });

  it('leaves absent members out and keeps null', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
  });
});
