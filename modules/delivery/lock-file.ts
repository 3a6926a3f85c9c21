/** One provider in `.terraform.lock.hcl`. */
export interface LockEntry {
  /** `host/namespace/type`. */
  readonly address: string;
  readonly version: string;
  readonly constraints?: string;
  /** `h1:` and `zh:` hashes, any of which a package may match. */
  readonly hashes: readonly string[];
}

const HEADER = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

/** Writes a lock file byte for byte as Terraform would, so that `init -lockfile=readonly` changes nothing. */
export function renderLockFile(entries: readonly LockEntry[]): string {
  const sorted = [...entries].sort((a, b) => (a.address < b.address ? -1 : 1));
  return [HEADER, ...sorted.map(renderEntry)].join('\n');
}

function renderEntry(entry: LockEntry): string {
  const lines = [`provider "${entry.address}" {`];
  const values: [string, string][] = [['version', entry.version]];
  if (entry.constraints !== undefined) values.push(['constraints', entry.constraints]);
  const width = Math.max(...values.map(([name]) => name.length));
  for (const [name, value] of values) lines.push(`  ${name.padEnd(width)} = "${value}"`);
  if (entry.hashes.length > 0) {
    lines.push('  hashes = [', ...[...entry.hashes].sort().map((hash) => `    "${hash}",`), '  ]');
  }
  return [...lines, '}', ''].join('\n');
}

/** Returns the entries of a lock file, without those that it cannot parse. */
export function parseLockFile(text: string): LockEntry[] {
  return [...text.matchAll(/^provider "([^"]+)" \{\n(.*?)^\}/gms)].flatMap(([, address, body]) => {
    if (address === undefined || body === undefined) return [];
    const version = /^\s*version\s*=\s*"([^"]*)"/m.exec(body)?.[1];
    const constraints = /^\s*constraints\s*=\s*"([^"]*)"/m.exec(body)?.[1];
    const hashes = [...body.matchAll(/"((?:h1|zh):[^"]+)"/g)].flatMap(([, hash]) => hash ?? []);
    if (version === undefined) return [];
    return [{ address, version, ...(constraints === undefined ? {} : { constraints }), hashes }];
  });
}
