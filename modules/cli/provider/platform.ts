import { TuneformError } from '../../kernel';

/** The architectures of Terraform's own releases by system, in Go's spelling. */
const RELEASED: Readonly<Record<string, readonly string[]>> = {
  darwin: ['amd64', 'arm64'],
  freebsd: ['386', 'amd64', 'arm'],
  linux: ['386', 'amd64', 'arm', 'arm64'],
  openbsd: ['386', 'amd64'],
  solaris: ['amd64'],
  windows: ['386', 'amd64', 'arm64'],
};

export interface Platform {
  readonly os: string;
  readonly arch: string;
}

/** Returns every combination of the systems and architectures. Throws `BAD_USAGE` for one without a Terraform release. */
export function platformsOf(
  systems: readonly string[],
  architectures: readonly string[],
): readonly Platform[] {
  return [...new Set(systems)].flatMap((os) => {
    const known = RELEASED[os];
    if (known === undefined) {
      throw badPlatform(`There is no Terraform for "${os}", only for ${Object.keys(RELEASED).join(', ')}.`);
    }
    return [...new Set(architectures)].map((arch) => {
      if (!known.includes(arch)) {
        throw badPlatform(`There is no Terraform for "${arch}" on ${os}, only for ${known.join(', ')}.`);
      }
      return { os, arch };
    });
  });
}

/** The first bytes of programs by system. A script starts with `#!` and runs on every system with its interpreter. */
const MAGIC: readonly {
  readonly kind: string;
  readonly systems: readonly string[];
  readonly bytes: string;
}[] = [
  { kind: 'a script', systems: ['darwin', 'freebsd', 'linux', 'openbsd', 'solaris'], bytes: '2321' },
  { kind: 'an ELF program', systems: ['freebsd', 'linux', 'openbsd', 'solaris'], bytes: '7f454c46' },
  { kind: 'a Windows program', systems: ['windows'], bytes: '4d5a' },
  { kind: 'a Mach-O program', systems: ['darwin'], bytes: 'cffaedfe' },
  { kind: 'a Mach-O program', systems: ['darwin'], bytes: 'cafebabe' },
];

/** Throws `WRONG_PLATFORM` if the first bytes of a program show that a system cannot start it. */
export function requireStartable(file: string, content: Uint8Array, { os }: Platform): void {
  const head = Buffer.from(content.subarray(0, 4)).toString('hex');
  const kind = MAGIC.find(({ bytes }) => head.startsWith(bytes));
  if (kind === undefined || kind.systems.includes(os)) return;
  throw new TuneformError(`${file} is ${kind.kind}, which ${os} cannot start. Build one for ${os}.`, {
    code: 'WRONG_PLATFORM',
    summary: 'Program for Another Platform',
  });
}

const badPlatform = (message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary: 'Unknown Platform' });
