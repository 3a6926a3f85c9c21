import { createHash } from 'node:crypto';
import { packageHash } from '../../../modules/delivery/package-hash';
import { scratchFolder } from '../../support/scratch-folder';

const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashOfList = (list: string): string => `h1:${createHash('sha256').update(list).digest('base64')}`;

describe('the hash of a provider package', () => {
  it('is SHA-256 over a sorted list of its files’ SHA-256 sums, in base64', () => {
    const folder = scratchFolder({ 'terraform-provider-x': 'B', 'LICENSE.txt': 'A' });
    expect(packageHash(folder)).toBe(
      hashOfList(`${sum('A')}  LICENSE.txt\n${sum('B')}  terraform-provider-x\n`),
    );
  });

  it('counts every file at any depth by its path, in the order of the bytes', () => {
    const folder = scratchFolder({ 'b/c': '1', 'b.txt': '2', a: '' });
    expect(packageHash(folder)).toBe(hashOfList(`${sum('')}  a\n${sum('2')}  b.txt\n${sum('1')}  b/c\n`));
  });

  it('reads files larger than a piece to their end', () => {
    const large = 'x'.repeat(2_500_000);
    expect(packageHash(scratchFolder({ provider: large }))).toBe(hashOfList(`${sum(large)}  provider\n`));
  });
});
