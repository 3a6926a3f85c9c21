import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** Every code the modules raise: of errors, of the image module's table, and at the end of written-out messages. */
function raised(): Set<string> {
  const patterns = [/code: '([A-Z_]+)',\s*summary/g, /\[([A-Z]+(?:_[A-Z]+)+)\]['`"]/g];
  const codes = new Set<string>();
  for (const file of readdirSync(join(ROOT, 'modules'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(join(ROOT, 'modules', file), 'utf8');
    const own = file.endsWith('image-error.ts') ? [/^ {2}([A-Z_]+): '/gm] : [];
    for (const pattern of [...patterns, ...own]) {
      for (const [, code = ''] of text.matchAll(pattern)) codes.add(code);
    }
  }
  return codes;
}

function listed(): readonly string[] {
  const text = readFileSync(join(ROOT, 'docs/reference/diagnostics.md'), 'utf8');
  return [...text.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code = '']) => code);
}

describe('the list of diagnostics', () => {
  it('names every code that is raised', () => {
    const documented = new Set(listed());
    expect([...raised()].filter((code) => !documented.has(code))).toEqual([]);
  });

  it('names no code that nothing raises', () => {
    const codes = raised();
    expect(listed().filter((code) => !codes.has(code))).toEqual([]);
  });

  it('names each code once', () => {
    expect(listed().filter((code, index, all) => all.indexOf(code) !== index)).toEqual([]);
  });
});
