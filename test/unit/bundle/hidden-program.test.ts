import fc from 'fast-check';
import { hide, reveal } from '../../../modules/bundle/hidden-program';

const ID = 'ab12';
const around = (text: string): string => `#!/usr/bin/env node\nstart();${hide({ id: ID, text })}`;

test.each(['a */ b', '*~/', '*~~', '**/', '*~*/~', '/*program ab\n', '\n/*program ab12\n', '*/\n', ''])(
  'gives back %j as it was, and nothing in it ends the comment',
  (text) => {
    expect(reveal(around(text))).toEqual({ id: ID, text });
    expect(around(text).indexOf('*/')).toBe(around(text).length - '*/\n'.length);
  },
);

test('gives back any text as it was', () => {
  const text = fc.array(fc.constantFrom('*', '/', '~', '\n', 'a')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (any) => {
      expect(reveal(around(any)).text).toBe(any);
      expect(around(any).indexOf('*/')).toBe(around(any).length - '*/\n'.length);
    }),
  );
});

test('is not confused by text appended to it', () => {
  expect(reveal(`${around('a */ b')}// signed */\n`)).toEqual({ id: ID, text: 'a */ b' });
});
