import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import type { KeyPair } from '../../modules/local-access';
import { localCredentialsFile, readKeyPair } from '../../modules/local-access';

/** The key pair of a running local cloud, found by its address as the provider finds it. */
export function keyPairOf(url: string): KeyPair {
  const file = entryOf(url);
  const pair = readKeyPair(file);
  if (pair === undefined) throw new Error(`No local cloud has left a key pair for ${url} in ${file}`);
  return pair;
}

/** Lets clients that are sent to `url` find the key pair of the local cloud at `cloud`, which something at `url` stands before. */
export function shareKeyPair(cloud: string, url: string): void {
  const entry = entryOf(url);
  mkdirSync(dirname(entry), { recursive: true });
  rmSync(entry, { force: true });
  symlinkSync(entryOf(cloud), entry);
}

const entryOf = (url: string): string => localCredentialsFile(url, { env: process.env, home: homedir() });
