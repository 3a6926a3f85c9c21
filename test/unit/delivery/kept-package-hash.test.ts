import { readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptPackageHash } from '../../../modules/delivery/kept-package-hash';
import { packageHash } from '../../../modules/delivery/package-hash';
import { scratchFolder } from '../../support/scratch-folder';

const LARGE = 17 * 1024 * 1024;

function aPackage(): { readonly folder: string; readonly file: string; readonly caches: string } {
  const folder = scratchFolder({ provider: 'one', LICENSE: 'text' });
  const file = join(folder, 'provider');
  truncateSync(file, LARGE);
  return { folder, file, caches: scratchFolder() };
}

/** The one record in the cache. */
function record(caches: string): string {
  const [name, ...others] = readdirSync(join(caches, 'tuneform', 'package-hashes'));
  expect(others).toEqual([]);
  return join(caches, 'tuneform', 'package-hashes', name ?? '');
}

/** Replaces the kept hash by another, as if it had been kept a minute from now. */
function alter(caches: string): void {
  const { of } = JSON.parse(readFileSync(record(caches), 'utf8')) as { of: string };
  writeFileSync(record(caches), JSON.stringify({ of, hash: 'h1:altered' }));
  age(caches);
}

function age(caches: string): void {
  const later = new Date(Date.now() + 60_000);
  utimesSync(record(caches), later, later);
}

describe('the kept hash of a large provider package', () => {
  it('is the hash of the package, and is not computed again while the package stays as it is', () => {
    const { folder, caches } = aPackage();
    expect(keptPackageHash(folder, caches)).toBe(packageHash(folder));
    alter(caches);
    expect(keptPackageHash(folder, caches)).toBe('h1:altered');
  });

  it.each([
    { what: 'size', change: (file: string) => truncateSync(file, LARGE + 1) },
    {
      what: 'content, with its size and its modification time as before',
      change: (file: string) => {
        const { mtime } = statSync(file);
        writeFileSync(file, 'two', { flag: 'r+' });
        utimesSync(file, mtime, mtime);
      },
    },
    { what: 'neighbours', change: (file: string) => writeFileSync(`${file}-2`, '') },
  ])('is computed anew when a file changes its $what', ({ change }) => {
    const { folder, file, caches } = aPackage();
    const before = keptPackageHash(folder, caches);
    alter(caches);
    change(file);
    // The change may be no older than the clock of a coarse file system tells apart.
    age(caches);
    expect(keptPackageHash(folder, caches)).toBe(packageHash(folder));
    expect(keptPackageHash(folder, caches)).not.toBe(before);
  });

  it('does not count when it was kept as soon as the package was there', () => {
    const { folder, caches } = aPackage();
    keptPackageHash(folder, caches);
    alter(caches);
    const { ctime } = statSync(join(folder, 'provider'));
    utimesSync(record(caches), ctime, ctime);
    expect(keptPackageHash(folder, caches)).toBe(packageHash(folder));
  });

  it('is computed without a word where nothing can be kept, or what is kept is damaged', () => {
    const { folder, file, caches } = aPackage();
    expect(keptPackageHash(folder, join(file, 'no-folder'))).toBe(packageHash(folder));
    keptPackageHash(folder, caches);
    writeFileSync(record(caches), '{');
    age(caches);
    expect(keptPackageHash(folder, caches)).toBe(packageHash(folder));
  });

  it('leaves small packages out of the cache', () => {
    const caches = scratchFolder();
    const folder = scratchFolder({ provider: 'small' });
    expect(keptPackageHash(folder, caches)).toBe(packageHash(folder));
    expect(readdirSync(caches)).toEqual([]);
  });
});
