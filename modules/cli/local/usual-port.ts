import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_PORT } from '../../kernel';

const portFile = (directory: string): string => join(directory, 'port');

/**
 * Returns the last port, else the default. Image names contain the port, so a project keeps its port: with another port its
 * images would have other names.
 */
export function usualPort(directory: string): number {
  try {
    const port = Number(readFileSync(portFile(directory), 'utf8'));
    return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : LOCAL_PORT;
  } catch {
    return LOCAL_PORT;
  }
}

/** Saves the port of a running local cloud for the next start. */
export function rememberPort(directory: string, url: string): void {
  writeFileSync(portFile(directory), `${new URL(url).port}\n`);
}
