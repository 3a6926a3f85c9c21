import { join, resolve } from 'node:path';
import { dependencies, version } from '../../package.json';

export const ROOT = resolve(__dirname, '../..');

/** The tool that a package of constructs is for: what `modules/constructs/dialect.ts` imports, and what it is called there. */
export interface Dialect {
  readonly core: string;
  readonly bindings: string;
}

/** The dialect that the sources are written in. */
export const SOURCE_DIALECT: Dialect = { core: 'cdktf', bindings: '@cdktf/provider-aws' };

export interface ConstructsPackage {
  readonly name: string;
  readonly dialect: Dialect;
  /** What the project that uses it has anyway; the oldest and the newest versions pass `npm run test:packages`. */
  readonly peers: Readonly<Record<string, string>>;
  readonly node: string;
}

/** Every package of constructs: the same source, one dialect each. */
export const CONSTRUCTS_PACKAGES: readonly ConstructsPackage[] = [
  {
    name: 'tuneform',
    dialect: SOURCE_DIALECT,
    peers: { '@cdktf/provider-aws': '>=19.0.0 <22.0.0', cdktf: '>=0.20.0 <0.22.0', constructs: '^10.3.0' },
    node: '>=20.19',
  },
  {
    name: 'tuneform-cdktn',
    dialect: { core: 'cdktn', bindings: '@cdktn/provider-aws' },
    peers: { '@cdktn/provider-aws': '^25.5.0', cdktn: '^0.24.0', constructs: '>=10.6.0 <10.8.0' },
    node: '>=20.19',
  },
];

/** The package with the `tuneform` command and the local cloud. */
export const CLI_PACKAGE = {
  name: 'tuneform-cli',
  /** A store written in C++, which no bundle can contain. */
  dependencies: { lmdb: dependencies.lmdb },
  /** Only for `tuneform provider build`. */
  optionalPeers: { esbuild: '>=0.25.0' },
  node: '>=20.19',
} as const;

/** Where `npm run pack:all` writes. */
export const OUTPUT = {
  /** One folder and one tarball for each npm package. */
  packages: join(ROOT, 'dist', 'packages'),
  /** The provider as the registry's release: zips, manifest and checksums. */
  release: join(ROOT, 'dist', 'release'),
  /** The provider as a folder that serves as a filesystem mirror and as a network mirror. */
  mirror: join(ROOT, 'dist', 'mirror'),
} as const;

/** Returns the path of a package's tarball, named as npm names it. */
export const tarball = (name: string): string => join(OUTPUT.packages, `${name}-${version}.tgz`);
