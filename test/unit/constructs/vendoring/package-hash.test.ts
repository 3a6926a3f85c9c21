import { createHash } from 'node:crypto';
import { hashOfFiles, packageHash } from '../../../../modules/constructs/vendoring/package-hash';
import { scratchFolder } from '../scratch-folder';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the hash of a provider package', () => {
  it('is SHA-256 over a sorted list of SHA-256 sums, in base64', () => {
    const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
    const list = `${sum('A')}  LICENSE.txt\n${sum('B')}  terraform-provider-x\n`;
    const expected = `h1:${createHash('sha256').update(list).digest('base64')}`;
    const files = new Map([
      ['terraform-provider-x', bytes('B')],
      ['LICENSE.txt', bytes('A')],
    ]);
    expect(hashOfFiles(files)).toBe(expected);
  });

  it('of a folder counts every file, at any depth, by its path', () => {
    const folder = scratchFolder({ 'terraform-provider-x': 'B', 'docs/LICENSE.txt': 'A' });
    const files = new Map([
      ['docs/LICENSE.txt', bytes('A')],
      ['terraform-provider-x', bytes('B')],
    ]);
    expect(packageHash(folder)).toBe(hashOfFiles(files));
  });
});
