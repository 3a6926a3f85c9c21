import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../kernel';
import type { KeyPair, LocalProfile } from '../../local-access';
import { formatProfile, readKeyPair, readProfile } from '../../local-access';
import { randomIdentifier } from '../services/identifiers';

/** Where a local cloud keeps its key pair. */
export const keyPairFile = (directory: string): string => join(directory, 'credentials');

/**
 * Returns the key pair of the local cloud in `directory`, created at its first start and kept. A process that can read
 * the file may run programs as its owner; no other process can, although every user of the machine can reach the port.
 */
export function ownKeyPair(directory: string, random: Random): KeyPair {
  const file = keyPairFile(directory);
  const known = readKeyPair(file);
  if (known !== undefined) {
    chmodSync(file, 0o600);
    return known;
  }
  const made: KeyPair = {
    accessKeyId: randomIdentifier(random, 'TUNEFORMLOCAL', 7),
    secretAccessKey: random.bytes(32).toString('hex'),
  };
  write(file, { pair: made });
  return made;
}

/** Adds the address to the key pair, for tools that know only the profile. */
export function keepAddress(file: string, pair: KeyPair, endpointUrl: string): void {
  if (readProfile(file).endpointUrl !== endpointUrl) write(file, { pair, endpointUrl });
}

/** Whole under its name or not there at all, even after a crash. */
function write(file: string, profile: LocalProfile & { readonly pair: KeyPair }): void {
  const next = `${file}.next`;
  writeFileSync(next, formatProfile(profile), { mode: 0o600 });
  renameSync(next, file);
}
