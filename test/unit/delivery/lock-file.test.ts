import { parseLockFile, renderLockFile } from '../../../modules/delivery/lock-file';
import { exactVersion, seedLock } from '../../../modules/delivery/seed-lock';
import type { LockSeed } from '../../../modules/delivery/seed-lock';

const OURS = {
  address: 'registry.terraform.io/tuneform/tuneform',
  version: '0.1.0',
  constraints: '0.1.0',
  hashes: ['h1:ours='],
};
const AWS = 'registry.terraform.io/hashicorp/aws';

const WRITTEN_BY_TERRAFORM = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = "5.100.0"
  hashes = [
    "h1:aaa=",
    "zh:bbb",
  ]
}

provider "registry.terraform.io/tuneform/tuneform" {
  version = "0.1.0"
}
`;

const seeded = (seed: Partial<LockSeed>): ReturnType<typeof seedLock> =>
  seedLock({
    required: [
      { source: OURS.address, version: '0.1.0' },
      { source: 'aws', version: '5.100.0' },
    ],
    vendored: OURS,
    hashOf: () => undefined,
    existing: [],
    openTofu: false,
    ...seed,
  });

describe('a lock file', () => {
  it('is read and written back byte for byte as Terraform wrote it', () => {
    expect(parseLockFile(WRITTEN_BY_TERRAFORM)).toEqual([
      { address: AWS, version: '5.100.0', constraints: '5.100.0', hashes: ['h1:aaa=', 'zh:bbb'] },
      { address: OURS.address, version: '0.1.0', hashes: [] },
    ]);
    expect(renderLockFile(parseLockFile(WRITTEN_BY_TERRAFORM))).toBe(WRITTEN_BY_TERRAFORM);
  });

  it('that cannot be read counts as empty', () => {
    expect(parseLockFile('provider "x" {\n  nothing\n}\n<<<<')).toEqual([]);
  });
});

describe('the seeded lock', () => {
  it('names ours with its hash and every other provider with its version', () => {
    expect(seeded({})).toEqual([
      OURS,
      { address: AWS, version: '5.100.0', constraints: '5.100.0', hashes: [] },
    ]);
  });

  it('keeps what was found out about another provider while its version stays', () => {
    const existing = [{ address: AWS, version: '5.100.0', constraints: '5.100.0', hashes: ['h1:aaa='] }];
    expect(seeded({ existing })[1]?.hashes).toEqual(['h1:aaa=']);
    expect(
      seeded({ existing: [{ address: AWS, version: '5.99.0', hashes: ['h1:old='] }] })[1]?.hashes,
    ).toEqual([]);
  });

  it('adds the hash of a package at hand where nothing is known, and asks for it only then', () => {
    const hashOf = jest.fn(() => 'h1:at-hand=');
    expect(seeded({ hashOf })[1]?.hashes).toEqual(['h1:at-hand=']);
    expect(hashOf).toHaveBeenCalledWith(AWS);
    hashOf.mockClear();
    seeded({ hashOf, existing: [{ address: AWS, version: '5.100.0', hashes: ['h1:aaa='] }] });
    expect(hashOf).not.toHaveBeenCalled();
  });

  it('forgets our own earlier hash, since the package changed with it', () => {
    expect(seeded({ existing: [{ ...OURS, hashes: ['h1:earlier='] }] })[0]).toEqual(OURS);
  });

  it('drops unrequired entries, which `-lockfile=readonly` would reject', () => {
    const existing = [{ address: 'registry.terraform.io/hashicorp/random', version: '3.0.0', hashes: [] }];
    expect(seeded({ existing }).map((entry) => entry.address)).toEqual([OURS.address, AWS]);
  });

  it('leaves the choice within a range to init, and then keeps it', () => {
    const required = [{ source: 'hashicorp/random', version: '~> 3.0' }];
    const chosen = {
      address: 'registry.terraform.io/hashicorp/random',
      version: '3.7.2',
      constraints: '~> 3.0',
      hashes: [],
    };
    expect(seeded({ required })).toEqual([OURS]);
    expect(seeded({ required, existing: [chosen] })).toEqual([OURS, chosen]);
  });

  it('for OpenTofu names an unqualified source under both hosts, and a qualified one as it is', () => {
    expect(seeded({ openTofu: true }).map((entry) => entry.address)).toEqual([
      OURS.address,
      AWS,
      'registry.opentofu.org/hashicorp/aws',
    ]);
  });
});

describe('a version constraint', () => {
  it.each([
    ['5.100.0', '5.100.0'],
    ['= 5.100.0', '5.100.0'],
    ['1.0.0-beta.1', '1.0.0-beta.1'],
    ['~> 5.100.0', undefined],
    ['>= 5.0.0, < 6.0.0', undefined],
    ['5.100', undefined],
    [undefined, undefined],
  ])('of %j allows exactly %j', (constraint, expected) => {
    expect(exactVersion(constraint)).toBe(expected);
  });
});
